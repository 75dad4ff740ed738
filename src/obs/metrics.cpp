#include "obs/metrics.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace anwang::obs {
namespace {

std::string rendered(const Labels& labels) {
  std::string out;
  for (const Label& l : labels) {
    if (!out.empty()) out.push_back(',');
    out += l.name.text();
    out += "=\"";
    out += l.value.text();
    out.push_back('"');
  }
  return out;
}

std::string number(double v) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v, std::chars_format::general).ptr;
  return {buffer, end};
}

void line(std::string& out, std::string_view name, std::string_view suffix, std::string labels, std::string_view more,
          const std::string& value) {
  out += name;
  out += suffix;
  if (!labels.empty() && !more.empty()) labels.push_back(',');
  labels += more;
  if (!labels.empty()) out += "{" + labels + "}";
  out += " " + value + "\n";
}

void histogram_lines(std::string& out, std::string_view name, const std::string& labels, const Histogram& h) {
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < Histogram::kBoundsUs.size(); ++i) {
    so_far += h.bucket(i);
    const std::string bound = number(static_cast<double>(Histogram::kBoundsUs[i]) / 1e6);
    line(out, name, "_bucket", labels, "le=\"" + bound + "\"", std::to_string(so_far));
  }
  so_far += h.bucket(Histogram::kBoundsUs.size());
  line(out, name, "_bucket", labels, "le=\"+Inf\"", std::to_string(so_far));
  line(out, name, "_sum", labels, "", number(static_cast<double>(h.sum_us()) / 1e6));
  line(out, name, "_count", labels, "", std::to_string(so_far));
}

}  // namespace

void Histogram::observe_us(std::uint64_t us) {
  const auto at = std::lower_bound(kBoundsUs.begin(), kBoundsUs.end(), us) - kBoundsUs.begin();
  buckets_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(us, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const {
  std::uint64_t n = 0;
  for (const auto& b : buckets_) n += b.load(std::memory_order_relaxed);
  return n;
}

Registry::Series& Registry::series(Word name, Word help, Word type, const Labels& labels) {
  auto [it, added] = families_.try_emplace(std::string(name.text()), Family{help, type, {}});
  if (!added && it->second.type != type) throw std::logic_error("one metric name, two types");
  return it->second.series[rendered(labels)];
}

Counter& Registry::counter(Word name, Word help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Series& s = series(name, help, "counter", labels);
  if (!s.counter) s.counter = std::make_unique<Counter>();
  return *s.counter;
}

Gauge& Registry::gauge(Word name, Word help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Series& s = series(name, help, "gauge", labels);
  if (!s.gauge) s.gauge = std::make_unique<Gauge>();
  return *s.gauge;
}

Histogram& Registry::histogram(Word name, Word help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Series& s = series(name, help, "histogram", labels);
  if (!s.histogram) s.histogram = std::make_unique<Histogram>();
  return *s.histogram;
}

void Registry::observe(Word name, Word help, std::function<double()> read, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  series(name, help, "gauge", labels).read = std::move(read);
}

std::string Registry::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# HELP " + name + " " + std::string(family.help.text()) + "\n";
    out += "# TYPE " + name + " " + std::string(family.type.text()) + "\n";
    for (const auto& [labels, s] : family.series) {
      if (s.counter) line(out, name, "", labels, "", std::to_string(s.counter->value()));
      if (s.gauge) line(out, name, "", labels, "", std::to_string(s.gauge->value()));
      if (s.read) line(out, name, "", labels, "", number(s.read()));
      if (s.histogram) histogram_lines(out, name, labels, *s.histogram);
    }
  }
  return out;
}

}  // namespace anwang::obs
