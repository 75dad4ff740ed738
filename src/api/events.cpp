#include "api/events.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "access/facts.h"
#include "api/edge.h"

namespace anwang::api {

namespace {

constexpr std::size_t kBatch = 200;
constexpr std::chrono::seconds kSessionCheck{3};
constexpr std::int64_t kResumeLimit = 2000;  // further behind than this: "reset", and the screens load anew

// What a record is called on the stream, and how the policy knows it. kind journal: roles alone decide.
struct Topic {
  std::string_view table, event, id_name;
  access::RecordKind kind;
};
constexpr auto kTopics = std::to_array<Topic>({
    {"report", "report", "report_id", access::RecordKind::report},
    {"assignment", "assignment", "assignment_id", access::RecordKind::assignment},
    {"case_file", "case", "case_id", access::RecordKind::case_file},
    {"handover", "handover", "handover_id", access::RecordKind::journal},
    {"clock", "clock", "", access::RecordKind::journal},
});
const Topic* topic_of(std::string_view table) {
  const auto* it = std::ranges::find(kTopics, table, &Topic::table);
  return it == kTopics.end() ? nullptr : it;
}
bool staff(const access::Viewer& viewer) {
  using access::Role;
  return viewer.has(Role::screener) || viewer.has(Role::duty_worker) || viewer.has(Role::social_worker) ||
         viewer.has(Role::supervisor);
}

void append_event(std::string& out, std::string_view event, const codec::JsonObject& data) {
  out.append("event: ").append(event).append("\ndata: ").append(codec::write_json(codec::Json(data))).append("\n\n");
}

std::vector<store::RecordRef> records_of(const store::JournalEntry& entry) {
  std::vector<store::RecordRef> out;
  const auto add = [&](const std::string& table, std::int64_t id) {
    if (topic_of(table) == nullptr) return;
    if (store::RecordRef ref{table, id}; std::ranges::find(out, ref) == out.end()) out.push_back(std::move(ref));
  };
  add(entry.about.table, entry.about.id);
  for (const auto& touched : entry.touched) add(touched.table, touched.id);
  return out;
}

}  // namespace

class EventHub::Stream final : public http::EventStream {
 public:
  Stream(std::string token, std::int64_t from) : session(std::move(token)), position(from) {}
  void open(std::function<bool(std::string chunk)> send) override {
    const std::lock_guard lock(mutex_);
    send_ = std::move(send);
    send_("retry: 3000\n\n");
  }
  void closed() override {
    const std::lock_guard lock(mutex_);
    send_ = nullptr;
    gone_ = true;
  }
  bool send(std::string chunk) {
    const std::lock_guard lock(mutex_);
    if (gone_) return false;
    return !send_ || send_(std::move(chunk));
  }
  // Says why and ends the connection.
  void end_session() {
    send("event: session_ended\ndata: {}\n\n");
    send({});
    closed();
  }
  [[nodiscard]] bool opened() {
    const std::lock_guard lock(mutex_);
    return send_ != nullptr;
  }
  [[nodiscard]] bool gone() {
    const std::lock_guard lock(mutex_);
    return gone_;
  }
  const std::string session;
  std::int64_t position;                               // of the hub's thread only
  std::chrono::steady_clock::time_point checked_at{};  // the same: when its session was last read

 private:
  std::mutex mutex_;
  std::function<bool(std::string)> send_;
  bool gone_ = false;
};

EventHub::EventHub(store::Store& store, const access::Policy& policy, access::Sessions& sessions, const Clock& clock,
                   std::string county)
    : store_(store), policy_(policy), sessions_(sessions), clock_(clock), county_(std::move(county)) {}

EventHub::~EventHub() { stop(); }

void EventHub::start() {
  thread_ = std::thread([this] { run(); });
}

void EventHub::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void EventHub::wake() {
  {
    const std::lock_guard lock(mutex_);
    hint_ = true;
  }
  woken_.notify_one();
}

std::shared_ptr<http::EventStream> EventHub::open(std::string token, std::int64_t position) {
  auto stream = std::make_shared<Stream>(std::move(token), position);
  {
    const std::lock_guard lock(mutex_);
    list_.push_back(stream);
    count_ = list_.size();
    hint_ = true;
  }
  woken_.notify_one();
  return stream;
}

void EventHub::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_ || hint_; });
    hint_ = false;
    if (stopping_ || list_.empty()) continue;
    lock.unlock();
    round();
    lock.lock();
    std::erase_if(list_, [](const auto& stream) { return stream->gone(); });
    count_ = list_.size();
  }
}

// A session that has ended hears nothing more, also when nothing happens: every few seconds each stream's is read again
// (from the sessions' own cache). An unreachable database ends nobody.
bool EventHub::still_signed_in(Stream& stream) {
  const auto now = std::chrono::steady_clock::now();
  if (now - stream.checked_at < kSessionCheck) return true;
  stream.checked_at = now;
  const auto found = sessions_.find(stream.session, true);
  if (!found || *found) return true;
  stream.end_session();
  return false;
}

void EventHub::round() {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(mutex_);
    streams = list_;
  }
  auto reader = store_.read();
  const auto head = reader ? (*reader)->position(county_) : Result<std::int64_t>(fail(Errc::unavailable));
  if (!head) return;
  reader->reset();
  std::map<std::int64_t, std::vector<store::JournalEntry>> batches;  // by position: streams at one place share the read
  for (auto& stream : streams) {
    if (!stream->opened() || !still_signed_in(*stream)) continue;
    if (stream->position < 0) stream->position = *head;
    if (*head - stream->position > kResumeLimit) {
      stream->position = *head;
      if (!stream->send("id: " + std::to_string(*head) + "\nevent: reset\ndata: {}\n\n")) stream->closed();
      continue;
    }
    while (stream->position < *head) {
      auto it = batches.find(stream->position);
      if (it == batches.end()) {
        auto entries = store_.journal_after(county_, stream->position, kBatch);
        if (!entries || entries->empty()) break;
        it = batches.emplace(stream->position, std::move(*entries)).first;
      }
      // The session and its rights as they are now, not as they were when the stream was opened.
      const auto found = sessions_.find(stream->session, true);
      if (!found) break;
      if (!*found) {
        stream->end_session();
        break;
      }
      auto text = words_for((*found)->viewer, it->second);
      if (!text) break;
      stream->position = it->second.back().seq;
      if (!text->empty() && !stream->send(std::move(*text))) {
        stream->closed();
        break;
      }
    }
  }
}

Result<std::string> EventHub::words_for(const access::Viewer& viewer, const std::vector<store::JournalEntry>& entries) {
  std::map<access::RecordKind, std::set<std::int64_t>> wanted;
  for (const auto& entry : entries)
    for (const auto& ref : records_of(entry))
      if (const auto* topic = topic_of(ref.table); topic->kind != access::RecordKind::journal)
        wanted[topic->kind].insert(ref.id);
  ANWANG_TRY(auto reader, store_.read());
  std::map<access::RecordKind, std::map<std::int64_t, access::RecordFacts>> facts;
  for (const auto& [kind, ids] : wanted) {
    const std::vector<std::int64_t> list(ids.begin(), ids.end());
    ANWANG_TRY(facts[kind], access::load_facts(*reader, viewer, kind, list, clock_.now()));
  }
  const auto visible = [&](const Topic& topic, std::int64_t id) {
    if (topic.kind == access::RecordKind::journal) return staff(viewer);
    const auto& known = facts[topic.kind];
    const auto it = known.find(id);
    return it != known.end() && policy_.decide(viewer, it->second, access::FieldClass::fact) >= access::Outcome::masked;
  };
  std::string out;
  for (const auto& entry : entries) {
    std::string events;
    bool queue = false;
    for (const auto& ref : records_of(entry)) {
      const auto* topic = topic_of(ref.table);
      if (!visible(*topic, ref.id)) continue;
      codec::JsonObject data{{"kind", codec::Json(entry.kind)}};
      if (!topic->id_name.empty()) {
        data.append("id", std::to_string(ref.id));
        data.append(std::string(topic->id_name), std::to_string(ref.id));
      }
      if (!events.empty()) events += '\n';
      append_event(events, topic->event, data);
      events.pop_back();
      queue = queue || topic->table == "report";
    }
    if (queue && staff(viewer)) {
      if (!events.empty()) events += '\n';
      append_event(events, "queue", {{"kind", codec::Json(entry.kind)}});
      events.pop_back();
    }
    // The id stands on the last event of its entry: a stream that breaks between two of them resumes before both.
    if (!events.empty()) out += events + "id: " + std::to_string(entry.seq) + "\n\n";
  }
  return out;
}

void bind_events(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/events", "signed_in"}, [&edge](Call& call) -> Result<Answer> {
    std::int64_t position = -1;
    auto from = std::string(call.request().headers.get("last-event-id").value_or(""));
    if (from.empty()) from = call.query("after");
    if (!from.empty()) {
      const auto parsed = from == "0" ? std::optional<std::int64_t>(0) : parse_id(from);
      if (!parsed) return fail(Errc::malformed, "bad_cursor");
      position = *parsed;
    }
    Answer answer;
    answer.no_store = true;
    answer.headers.set("content-type", "text/event-stream");
    answer.stream = edge.events.open(context_of(call.request()).session_token, position);
    return answer;
  });
}

}  // namespace anwang::api
