#include "codec/csv_rows.h"

#include <algorithm>
#include <cstring>

namespace anwang::codec {

char csv_delimiter(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  const auto has = [&](char c) { return first.find(c) != std::string_view::npos; };
  if (has(',')) return ',';
  if (has('\t')) return '\t';
  return has(';') ? ';' : ',';
}

bool CsvRows::next(std::vector<std::string_view>& fields) {
  do {
    fields.clear();
    if (at_ >= text_.size()) return false;
    begun_ = line_;
    fault_ = "";
    bool more = true;
    while (more) {
      std::string_view field;
      if (at_ < text_.size() && text_[at_] == '"') {
        field = quoted();
      } else {
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != delimiter_ && text_[end] != '\n' && text_[end] != '\r') ++end;
        field = text_.substr(at_, end - at_);
        at_ = end;
      }
      if (field.size() > max_field_) fault_ = "field_too_long";
      if (!field.empty() && std::memchr(field.data(), 0, field.size()) != nullptr) fault_ = "nul_character";
      fields.push_back(field);
      more = at_ < text_.size() && text_[at_] == delimiter_;
      if (more) ++at_;
    }
    end_of_line();
  } while (fields.size() == 1 && fields[0].find_first_not_of(" \t") == std::string_view::npos && *fault_ == '\0');
  return true;
}

std::string_view CsvRows::quoted() {
  const std::size_t begin = ++at_;
  std::string* rewritten = nullptr;
  std::size_t part = begin;
  for (;;) {
    const std::size_t quote = text_.find('"', at_);
    const std::size_t end = std::min(quote, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = std::min(end + 1, text_.size());
    if (quote == std::string_view::npos) fault_ = "unterminated_quote";
    const bool doubled = at_ < text_.size() && quote != std::string_view::npos && text_[at_] == '"';
    if (!doubled) {
      if (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') {
        fault_ = "stray_quote";
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      }
      if (rewritten == nullptr) return text_.substr(begin, end - begin);
      rewritten->append(text_.substr(part, end - part));
      return *rewritten;
    }
    if (rewritten == nullptr) rewritten = &unescaped_.emplace_back();
    rewritten->append(text_.substr(part, end + 1 - part));
    part = ++at_;
  }
}

void CsvRows::end_of_line() {
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\r') {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  } else {
    ++at_;
  }
  ++line_;
}

}  // namespace anwang::codec
