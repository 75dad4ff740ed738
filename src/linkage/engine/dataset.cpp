#include "linkage/engine/dataset.h"

#include <re2/re2.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "codec/csv_rows.h"
#include "linkage/engine/parallel.h"
#include "linkage/hash.h"

namespace anwang::linkage {

namespace {

constexpr std::size_t kBatch = 50'000;  // rows
constexpr std::size_t kSeen = 2'000;    // rows looked at for the order of dates

bool shares_pool(FieldType a, FieldType b) {
  const auto kind = [](FieldType t) { return t == FieldType::surname ? FieldType::given_name : t; };
  const FieldType k = kind(a);
  return k == kind(b) &&
         (k == FieldType::given_name || k == FieldType::address || k == FieldType::place || k == FieldType::phone);
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view n : names) out += (out.empty() ? "" : ", ") + std::string(n);
  return out;
}

tl::unexpected<Error> bad_file(const std::string& file, const std::string& words) {
  return fail(Errc::malformed, "bad_input", file + ": " + words);
}

}  // namespace

class Loader {
 public:
  Loader(const Spec& spec, unsigned threads, const std::function<void(double)>& progress, std::size_t memory)
      : spec_(spec), threads_(threads), progress_(progress), memory_(memory), truth_pool_(FieldType::category) {}

  Result<Dataset> run(const std::vector<InputFile>& files) {
    data_.files_ = files.size();
    make_columns();
    see_headers(files);
    for (const InputFile& f : files) total_bytes_ += f.bytes.size();
    for (std::size_t i = 0; i < files.size(); ++i) ANWANG_CHECK(read(files[i], i));
    if (data_.records_ == 0) return bad_file(files[0].name, "no record to link");
    finish();
    return std::move(data_);
  }

 private:
  void make_columns() {
    for (const ColumnSpec& c : spec_.columns) {
      if (!compared(c.type)) continue;
      Column column;
      column.name = c.name;
      column.meaning = c.type;
      column.type = c.comparator;
      column.weights = c.weights;
      const int index = static_cast<int>(data_.columns.size());
      for (int other = 0; other < index; ++other) {
        Column& o = data_.columns[static_cast<std::size_t>(other)];
        if (!shares_pool(o.type, c.comparator)) continue;
        column.pool = o.pool;
        if (o.partner < 0) o.partner = index, column.partner = other;
      }
      if (!column.pool) column.pool = std::make_shared<ValuePool>(c.comparator);
      data_.columns.push_back(std::move(column));
    }
    const ColumnSpec* id = spec_.find(FieldType::row_id);
    const ColumnSpec* truth = spec_.find(FieldType::truth);
    if (id != nullptr) id_match_ = pattern(id->match);
    if (truth != nullptr) truth_match_ = pattern(truth->match);
  }
  static std::unique_ptr<RE2> pattern(const std::string& text) {
    return text.empty() ? nullptr : std::make_unique<RE2>(text);
  }

  // Of several files one may lack a column that is compared, if another has it.
  [[nodiscard]] bool elsewhere(const ColumnSpec& c) const {
    return compared(c.type) && std::find(known_.begin(), known_.end(), c.name) != known_.end();
  }
  // The column names of all files.
  void see_headers(const std::vector<InputFile>& files) {
    if (files.size() < 2) return;
    constexpr std::size_t kHead = 64 * 1024;
    std::vector<std::string_view> fields;
    for (const InputFile& f : files) {
      std::size_t end = f.bytes.size() <= kHead ? f.bytes.size() : f.bytes.rfind('\n', kHead);
      if (f.bytes.starts_with("\xff\xfe") || f.bytes.starts_with("\xfe\xff")) end &= ~std::size_t{1};
      const auto head = codec::decode_csv(f.bytes.substr(0, end));
      if (!head) continue;
      const std::string_view text = head->encoding == "utf-8" ? head->view : std::string_view(head->converted);
      codec::CsvRows rows(text, codec::csv_delimiter(text));
      if (rows.next(fields))
        for (const std::string_view name : fields) known_.push_back(trim(name));
    }
  }

  Status take_header(const InputFile& file, const std::vector<std::string_view>& header) {
    std::unordered_set<std::string> seen;
    std::vector<std::string> names;
    for (const std::string_view h : header) {
      std::string name = trim(h);
      if (!seen.insert(name).second) return bad_file(file.name, "line 1: the column " + name + " occurs twice");
      names.push_back(std::move(name));
    }
    place_.clear();
    id_place_ = truth_place_ = -1;
    for (const ColumnSpec& c : spec_.columns) {
      const auto at = std::find(names.begin(), names.end(), c.name);
      if (at == names.end() && !elsewhere(c))
        return bad_file(file.name, "no column " + c.name + " (there are: " + joined(header) + ")");
      if (at == names.end()) data_.notices.push_back(file.name + ": no column " + c.name + ", taken as missing");
      const int place = at == names.end() ? -1 : static_cast<int>(at - names.begin());
      if (c.type == FieldType::row_id) id_place_ = place;
      if (c.type == FieldType::truth) truth_place_ = place;
      if (compared(c.type)) place_.push_back(place);
      if (place >= 0) *at = "\n";  // taken
    }
    for (const auto& n : names)
      if (n != "\n") data_.notices.push_back(file.name + ": column " + n + " is not in the specification and not used");
    return {};
  }

  Status read(const InputFile& file, std::size_t index) {
    auto decoded = codec::decode_csv(file.bytes);
    if (!decoded) {
      const auto& e = decoded.error();
      return bad_file(file.name, e.reason == "empty_file"
                                     ? "the file is empty"
                                     : e.reason + (e.fields.empty() ? "" : " in line " + e.fields[0].args.at("line")));
    }
    if (file.release)
      file.release(file.bytes.size());  // looked at once for its encoding; read again from its beginning
    if (decoded->encoding != "utf-8") data_.notices.push_back(file.name + ": read as " + decoded->encoding);
    const std::string_view text = decoded->encoding == "utf-8" ? decoded->view : std::string_view(decoded->converted);
    codec::CsvRows rows(text, codec::csv_delimiter(text));
    std::vector<std::string_view> fields;
    if (!rows.next(fields) || *rows.fault() != '\0') return bad_file(file.name, "line 1: bad header");
    ANWANG_CHECK(take_header(file, fields));
    const std::size_t width = fields.size();
    bool first = true;
    std::vector<std::string_view> batch;
    std::size_t n = 0;
    bool more = true;
    while (more) {
      more = rows.next(fields);
      if (more) {
        ++data_.rows_in;
        const char* fault = *rows.fault() != '\0' ? rows.fault() : fields.size() != width ? "ragged" : "";
        if (*fault != '\0') {
          data_.rejected.push_back({index, rows.line(), fault});
          continue;
        }
        batch.insert(batch.end(), fields.begin(), fields.end());
        ++n;
      }
      if (n == kBatch || (!more && n > 0)) {
        if (first) see_dates(batch, width);
        first = false;
        take(batch, n, width, index);
        batch.clear();
        n = 0;
        rows.forget();
        if (file.release) file.release(decoded->encoding == "utf-8" ? rows.offset() : file.bytes.size());
        if (data_.memory_bytes() > memory_) return too_large();
        if (progress_) progress_(static_cast<double>(done_bytes_ + rows.offset()) / static_cast<double>(total_bytes_));
      }
    }
    done_bytes_ += file.bytes.size();
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> too_large() const {
    return fail(Errc::too_large, "memory_limit",
                "the columns alone of the first " + std::to_string(data_.records_) + " records need more than the " +
                    std::to_string(memory_ >> 20) + " MiB of --memory");
  }

  // 3/2/1990: which is the month? A first part above 12 is a day, a second part above 12 too.
  void see_dates(const std::vector<std::string_view>& batch, std::size_t width) {
    static const RE2 parts("^\\s*(\\d{1,2})[-/. ](\\d{1,2})[-/. ]\\d{2,4}"),
        packed("^\\s*(\\d\\d)(\\d\\d)(?:19|20)\\d\\d$"), packed_ymd("^\\s*(?:1[789]|20)\\d\\d(?:0\\d|1[0-2])\\d\\d$");
    std::size_t c = 0;
    for (const ColumnSpec& spec : spec_.columns) {
      if (!compared(spec.type)) continue;
      Column& column = data_.columns[c];
      const int at = place_[c++];
      if (column.type != FieldType::date || at < 0) continue;
      const auto place = static_cast<std::size_t>(at);
      int first = 0, second = 0, small = 0, ymd = 0, rest = 0;
      for (std::size_t r = 0; r * width < batch.size() && r < kSeen; ++r) {
        const std::string_view v = batch[r * width + place];
        int a = 0, b = 0;
        if (RE2::PartialMatch(v, packed_ymd)) {
          ++ymd;
        } else if (RE2::PartialMatch(v, parts, &a, &b) || RE2::PartialMatch(v, packed, &a, &b)) {
          ++small;
          first += a > 12 ? 1 : 0;
          second += b > 12 ? 1 : 0;
        } else if (!v.empty()) {
          ++rest;
        }
      }
      if (spec.format == "dmy" || (spec.format.empty() && small > ymd + rest && first > second))
        column.order = DateOrder::dmy;
      else if (spec.format == "mdy" || (spec.format.empty() && small > ymd + rest))
        column.order = DateOrder::mdy;
    }
  }

  void take(const std::vector<std::string_view>& batch, std::size_t n, std::size_t width, std::size_t file) {
    const std::size_t columns = data_.columns.size(), from = data_.records_;
    data_.codes_.resize((from + n) * columns);
    data_.records_ += n;
    // Columns of one pool are one task; row identifiers and truth another.
    std::vector<std::vector<std::size_t>> tasks;
    for (std::size_t c = 0; c < columns; ++c) {
      const auto shared = std::find_if(
          tasks.begin(), tasks.end(), [&](const auto& t) { return data_.columns[t[0]].pool == data_.columns[c].pool; });
      if (shared == tasks.end())
        tasks.push_back({c});
      else
        shared->push_back(c);
    }
    parallel(tasks.size() + 1, threads_, [&](std::size_t task, unsigned) {
      if (task == tasks.size()) {
        take_ids(batch, n, width, file);
        return;
      }
      std::string clean;
      for (std::size_t r = 0; r < n; ++r)
        for (const std::size_t c : tasks[task]) {
          Column& column = data_.columns[c];
          clean.clear();
          if (place_[c] >= 0)
            clean_value(column.type, column.order, batch[r * width + static_cast<std::size_t>(place_[c])], clean);
          data_.codes_[(from + r) * columns + c] = column.pool->intern(clean);
        }
    });
  }
  static std::string extracted(std::string_view value, const RE2* match) {
    std::string out;
    if (match == nullptr) return std::string(value);
    return RE2::PartialMatch(value, *match, &out) ? out : std::string{};
  }
  void take_ids(const std::vector<std::string_view>& batch, std::size_t n, std::size_t width, std::size_t file) {
    for (std::size_t r = 0; r < n; ++r) {
      const auto field = [&](int place) {
        std::string_view v = batch[r * width + static_cast<std::size_t>(place)];
        while (v.starts_with(' ')) v.remove_prefix(1);
        while (v.ends_with(' ')) v.remove_suffix(1);
        return v;
      };
      if (id_place_ >= 0) {
        if (data_.id_at_.empty()) data_.id_at_.push_back(0);
        data_.ids_ += id_match_ ? extracted(field(id_place_), id_match_.get()) : std::string(field(id_place_));
        data_.id_at_.push_back(data_.ids_.size());
      }
      if (truth_place_ >= 0)
        data_.truth_.push_back(truth_pool_.intern(extracted(field(truth_place_), truth_match_.get())));
      if (data_.files_ > 1) data_.file_.push_back(static_cast<std::uint8_t>(file));
    }
  }

  void finish() {
    std::vector<ValuePool*> pools;
    for (Column& c : data_.columns)
      if (std::find(pools.begin(), pools.end(), c.pool.get()) == pools.end()) pools.push_back(c.pool.get());
    const std::size_t columns = data_.columns.size();
    parallel(pools.size(), threads_, [&](std::size_t p, unsigned) { pools[p]->prepare(); });
    parallel(columns, threads_, [&](std::size_t c, unsigned) {
      Column& column = data_.columns[c];
      column.bearers.assign(column.pool->size(), 0);
      for (std::size_t r = 0; r < data_.records_; ++r)
        if (const ValueId v = data_.codes_[r * columns + c]; v != 0) ++column.bearers[v], ++column.filled;
      double same = 0;
      for (const std::uint32_t b : column.bearers) same += static_cast<double>(b) * (b > 0 ? b - 1.0 : 0.0);
      const auto filled = static_cast<double>(column.filled);
      column.agreement = filled < 2 ? 0.5 : std::max(same / (filled * (filled - 1)), 1.0 / (filled * filled));
    });
    for (Column& c : data_.columns) {
      if (c.partner < 0) continue;
      const Column& other = data_.columns[static_cast<std::size_t>(c.partner)];
      double sum = 0;
      for (std::size_t v = 1; v < c.bearers.size(); ++v)
        sum += static_cast<double>(c.bearers[v]) * static_cast<double>(other.bearers[v]);
      c.crossing = sum / std::max(1.0, static_cast<double>(c.filled) * static_cast<double>(other.filled));
    }
    check_ids();
  }
  void check_ids() {
    if (data_.id_at_.empty()) return;
    std::vector<std::uint64_t> hashes(data_.records_);
    for (std::size_t r = 0; r < data_.records_; ++r)
      hashes[r] =
          hash64(std::string_view(data_.ids_).substr(data_.id_at_[r], data_.id_at_[r + 1] - data_.id_at_[r]), 1);
    std::sort(hashes.begin(), hashes.end());
    if (std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end()) return;
    data_.prefix_ids_ = data_.files_ > 1;
    data_.notices.emplace_back(data_.files_ > 1
                                   ? "row identifiers occur in several files: written as FILE:ID, files from 1"
                                   : "some row identifiers occur more than once");
  }

  const Spec& spec_;
  unsigned threads_;
  const std::function<void(double)>& progress_;
  std::size_t memory_;
  Dataset data_;
  ValuePool truth_pool_;
  std::vector<int> place_;  // of each compared column in the file being read, -1 = it has none
  std::vector<std::string> known_;
  int id_place_ = -1, truth_place_ = -1;
  std::unique_ptr<RE2> id_match_, truth_match_;
  std::size_t total_bytes_ = 0, done_bytes_ = 0;
};

Result<Dataset> Dataset::load(const std::vector<InputFile>& files, const Spec& spec, unsigned threads,
                              const std::function<void(double)>& progress, std::size_t memory) {
  return Loader(spec, threads, progress, memory).run(files);
}

std::string Dataset::id_of(RecordId r) const {
  const std::string id = id_at_.empty() ? std::to_string(r + 1) : ids_.substr(id_at_[r], id_at_[r + 1] - id_at_[r]);
  return prefix_ids_ ? std::to_string(file_[r] + 1) + ":" + id : id;
}

std::size_t Dataset::memory_bytes() const {
  std::size_t sum = codes_.size() * 4 + file_.size() + ids_.size() + id_at_.size() * 8 + truth_.size() * 4;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    sum += columns[c].bearers.size() * 4;
    const bool counted = std::any_of(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(c),
                                     [&](const Column& other) { return other.pool == columns[c].pool; });
    if (!counted) sum += columns[c].pool->memory_bytes();
  }
  return sum;
}

}  // namespace anwang::linkage
