// The web UI, embedded in the binary (tools/embed writes the table), already compressed. Thread-safe: the table is
// constant.
#pragma once

#include <span>
#include <string_view>

#include "http/message.h"

namespace anwang::http {

struct EmbeddedFile {
  std::string_view path;                // "/assets/index-4f2a.js"
  std::string_view type;                // Content-Type
  std::string_view etag;                // quoted, of the uncompressed bytes
  std::string_view identity, br, gzip;  // br and gzip are empty when there is no such file
};

// The table of the web UI. Defined by the library that tools/embed (anwang_embed) makes; only app/ links it.
std::span<const EmbeddedFile> embedded_files();

// Serves the table: "/x" as it is, "/" as "/index.html"; a path without a dot in its last segment that wants HTML is a
// page of the UI and gets "/index.html" too, except below /api/. Hashed names (/assets/…-HASH.ext) are immutable,
// all others are revalidated by their ETag. For Router::fallback.
Handler static_files(std::span<const EmbeddedFile> files);

}  // namespace anwang::http
