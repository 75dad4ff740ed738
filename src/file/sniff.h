// What a file is, from its own bytes: the sender's word counts for nothing (security.md 8). Nothing is decoded. Pure.
#pragma once

#include <string_view>

namespace anwang::file {

// One of image/jpeg, image/png, image/webp, image/heic, application/pdf, audio/mpeg, audio/wav, audio/ogg, video/mp4,
// text/plain (UTF-8 without control characters); "" when it is none of these. HTML, SVG, XML, office and archive
// formats are never on the list: they carry scripts or other files.
std::string_view sniff(std::string_view bytes);

}  // namespace anwang::file
