#include "linkage/engine/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace anwang::linkage {
namespace {

constexpr const char* kInk = "#1f2933";
constexpr const char* kFor = "#1b6e57";
constexpr const char* kAgainst = "#b3472c";
constexpr const char* kFaint = "#c9d1d9";

template <class... Args>
std::string text(const char* format, Args... args) {
  std::array<char, 512> out{};
  std::snprintf(out.data(), out.size(), format, args...);
  return out.data();
}
std::string escaped(const std::string& s) {
  std::string out;
  for (const char c : s) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}
std::string head(int width, int height, const char* title) {
  return text(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" "
             "font-size=\"12\" fill=\"%s\"><title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
             width, height, kInk, title) +
         text("<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"600\">%s</text>\n", title);
}

}  // namespace

std::string weights_chart(const Model& model) {
  constexpr int kRow = 18, kTop = 44, kZero = 520, kWidth = 820;
  constexpr double kScale = 10;  // pixels a bit
  std::string body;
  int y = kTop;
  for (std::size_t c = 0; c < model.columns.size(); ++c) {
    body += text("<text x=\"16\" y=\"%d\" font-weight=\"600\">%s</text>\n", y + 13,
                 escaped(model.columns[c].name.substr(0, 24)).c_str());
    for (std::size_t l = 1; l < kLevels; ++l) {
      const char* words = level_words(model.columns[c].type, static_cast<Level>(l));
      if (*words == '\0') continue;
      const double bits = model.weight(c, static_cast<Level>(l));
      const double wide = std::min(std::abs(bits), 27.0) * kScale;
      body += text("<text x=\"190\" y=\"%d\">%s</text>\n", y + 13, words);
      body += text("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>\n",
                   bits < 0 ? kZero - wide : kZero, y + 3, wide, bits < 0 ? kAgainst : kFor);
      const bool left = bits < 0;
      body += text("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%.1f</text>\n",
                   left ? kZero - wide - 4 : kZero + wide + 4, y + 13, left ? "end" : "start", bits);
      y += kRow;
    }
    y += 6;
  }
  body += text("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n", kZero, kTop, kZero, y, kInk);
  return head(kWidth, y + 16, "Evidence by column and level, in bits for (green) and against (red) one person") + body +
         "</svg>\n";
}

std::string scores_chart(const std::vector<Edge>& edges, double threshold_bits) {
  constexpr int kBins = 60, kLeft = 60, kBottom = 300, kHigh = 230, kWide = 12;
  constexpr double kLow = -10;
  std::array<double, kBins> bins{};
  for (const Edge& e : edges) {
    const double at = std::clamp(static_cast<double>(e.score) - kLow, 0.0, kBins - 1.0);
    ++bins[static_cast<std::size_t>(at)];
  }
  const double most = std::max(1.0, *std::max_element(bins.begin(), bins.end()));
  std::string body;
  for (int i = 0; i < kBins; ++i) {
    const double n = bins[static_cast<std::size_t>(i)];
    const double tall = n <= 0 ? 0 : kHigh * std::log1p(n) / std::log1p(most);
    body += text(
        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"><title>%d bits: %.0f "
        "pairs</title></rect>\n",
        kLeft + i * kWide, kBottom - tall, kWide - 2, tall, i + kLow >= threshold_bits ? kFor : kFaint,
        i + static_cast<int>(kLow), n);
    if (i % 10 == 0)
      body += text("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", kLeft + i * kWide, kBottom + 18,
                   i + static_cast<int>(kLow));
  }
  const double x = kLeft + (threshold_bits - kLow) * kWide;
  body += text("<line x1=\"%.1f\" y1=\"50\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>\n", x, x,
               kBottom, kInk);
  body += text("<text x=\"%.1f\" y=\"46\" text-anchor=\"middle\">threshold</text>\n", x);
  body += text(
      "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">log2 odds of one person (number of pairs on a "
      "logarithmic scale)</text>\n",
      kLeft + kBins * kWide / 2, kBottom + 38);
  return head(kLeft * 2 + kBins * kWide, kBottom + 52, "Scores of the pairs that are worth a look") + body + "</svg>\n";
}

}  // namespace anwang::linkage
