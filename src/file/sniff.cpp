#include "file/sniff.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace anwang::file {

namespace {

using namespace std::string_view_literals;

bool at(std::string_view bytes, std::size_t offset, std::string_view mark) {
  return bytes.size() >= offset + mark.size() && bytes.substr(offset, mark.size()) == mark;
}

std::string_view iso_media(std::string_view bytes) {
  if (!at(bytes, 4, "ftyp")) return {};
  const auto brand = bytes.substr(8, 4);
  for (const auto heic : {"heic"sv, "heix"sv, "mif1"sv}) {
    if (brand == heic) return "image/heic";
  }
  for (const auto mp4 : {"isom"sv, "iso2"sv, "mp41"sv, "mp42"sv, "avc1"sv, "M4V "sv, "qt  "sv}) {
    if (brand == mp4) return "video/mp4";
  }
  return {};
}

// Text that a browser could take for markup is no plain text here.
bool plain_text(std::string_view bytes) {
  if (!valid_utf8(bytes)) return false;
  const bool control = std::ranges::any_of(bytes, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u == 0x7f || (u < 0x20 && c != '\n' && c != '\r' && c != '\t');
  });
  return !control && bytes.substr(0, 1024).find('<') == std::string_view::npos;
}

}  // namespace

std::string_view sniff(std::string_view bytes) {
  if (bytes.empty()) return {};
  if (at(bytes, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (at(bytes, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP")) return "image/webp";
  if (at(bytes, 0, "RIFF") && at(bytes, 8, "WAVE")) return "audio/wav";
  if (at(bytes, 0, "%PDF-")) return "application/pdf";
  if (at(bytes, 0, "OggS")) return "audio/ogg";
  if (at(bytes, 0, "ID3") || at(bytes, 0, "\xff\xfb")) return "audio/mpeg";
  if (const auto media = iso_media(bytes); !media.empty()) return media;
  return plain_text(bytes) ? "text/plain"sv : ""sv;
}

}  // namespace anwang::file
