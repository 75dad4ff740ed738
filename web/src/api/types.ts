/** The shapes of docs/api-contract.md. Ids are strings; `*_at` RFC 3339 UTC; `*_on` ISO dates; `null` is 不明. */
export type Id = string;
export type Instant = string;
export type IsoDate = string;
/** F, M, X (neither); null is 不明. */
export type Sex = string;
export type Args = Record<string, string | number | boolean | null>;

export interface List<T> { items: T[]; next: string | null; total: number | null; as_of: Instant }
export interface Restricted { restricted: 'masked' | 'existence' }

export interface PersonBrief { id: Id; name: string; sex: Sex | null; birth_on: IsoDate | null; age: number | null; township: string | null; masked: boolean }
export interface Unit { id: Id; code: string; name: string; network: string; phone: string | null }
export interface AccountBrief { id: Id; name: string; title: string; unit: Unit | string | null; phone: string | null }

export type Role = 'public' | 'mandated_reporter' | 'screener' | 'duty_worker' | 'social_worker' | 'supervisor' | 'county_coordinator' | 'auditor' | 'administrator';
export interface Account { id: Id; login: string; name: string; title: string; roles: Role[]; unit: Unit | string | null; network: string | null; languages: string[] }
export interface Session { account: Account | null; token: string; demo: boolean; now: Instant; county: { code: string; name_zh: string; name_en: string }; idle_minutes: number; version: string }
export interface Demo { accounts: { login: string; name: string; title: string; role: string }[]; now: Instant }

export interface Code { code: string; zh: string; en: string }
export interface Township { code: string; name_zh: string; name_en: string; villages: { code: string; name: string }[] }
export interface Programme { code: string; name_zh: string; name_en: string; short_zh?: string; short_en?: string; case_prefix: string; grades: string[]; roles: string[]; network: string }
export interface Reference { townships: Township[]; units: (Unit & { kind: string; assumption: boolean; source: string })[]; programmes: Programme[]; codes: Record<string, Code[]> }

export type FieldType = 'text' | 'long_text' | 'choice' | 'choices' | 'date' | 'datetime' | 'bool3' | 'number' | 'scale';
export interface FormField { code: string; type: FieldType; zh: string; en: string; help_zh?: string | null; help_en?: string | null; ask_zh?: string | null; ask_en?: string | null; min?: number; max?: number; required?: boolean; sealed?: boolean; choices?: Code[]; when?: string | null }
export interface FormGroup { code: string; zh: string; en: string; fields: FormField[] }
export interface Form { kind: string; version: string; source: string; title_zh: string; title_en: string; groups: FormGroup[] }

export interface SubjectInput {
  role?: string | null; name?: string | null; nickname?: string | null; id_no?: string | null; birth_on?: IsoDate | null; birth_text?: string | null; age_estimated?: number | null;
  sex?: string | null; nationality?: string | null; indigenous?: string | null; disability?: string | null; language?: string | null; phone?: string | null; address?: string | null; township?: string | null; school?: string | null;
}
export interface ReporterInput { name?: string | null; unit?: string | null; title?: string | null; phone?: string | null; class?: string | null; anonymous?: boolean; reply_wanted?: boolean }
export interface ReportInput {
  kinds: string[]; immediate_danger: boolean | null; happened_at?: Instant | null; known_at?: Instant | null; reported_at?: Instant | null; received_at?: Instant | null;
  township?: string | null; village?: string | null; place?: string | null; narrative: string; source?: string; external_no?: string | null;
  reporter: ReporterInput; subjects: SubjectInput[]; answers?: Record<string, unknown>; facts?: Record<string, unknown>;
}
export interface Warning { pointer: string; code: string; message: string }
export interface ReportReceipt { id?: Id; report_no: string; received_at: Instant; due_at: Instant; unit?: Unit | string | null; warnings: Warning[] }

export interface Flag { code: string; args: Args; machine: boolean }
export interface QueueRow {
  id: Id; report_no: string; version: number; kinds: string[]; immediate_danger: boolean | null; /** Between partners: spouses, former ones, dating; null where it is not known. */ partner_violence: boolean | null; subject: { text: string | null; name: string | null; sex: Sex | null; age: number | null; more: number };
  /** Other children of the report, and of the home though the report does not name them. */ minors: { sex: Sex | null; age: number; listed: boolean }[];
  township: string | null; source: string; received_at: Instant; due_at: Instant; state: string; lane: string; claimed_by: AccountBrief | null; owner: AccountBrief | null; place_reason: 'danger' | 'time_left';
  flags: Flag[]; outcome: string | null; decided_at: Instant | null; decided_by: AccountBrief | null;
}
export interface Shift { id: Id; kind: string; from?: Instant; until?: Instant; starts_at?: Instant; ends_at?: Instant; name?: string }
export interface QueueHeader { pending: number; shortest: { due_at: Instant } | null; received_tonight: number; on_duty: AccountBrief | null; shift: Shift | null }
export interface Queue { header: QueueHeader; items: QueueRow[]; next: string | null; total: number | null; as_of: Instant }

export interface Subject {
  id: Id; version: number; role: string; name: string | null; nickname: string | null; birth_on: IsoDate | null; age: number | null; age_estimated: number | null; sex: Sex | null; id_given: unknown; id_check: string | null; phone_given?: boolean;
  indigenous: string | null; disability: string | null; language: string | null; school: string | null; address: string | null; township: string | null;
  identity: 'open' | 'linked' | 'new' | 'unknown'; person: PersonBrief | null; identified_by: AccountBrief | null; identified_at: Instant | null; added: boolean;
}
export interface HistoryEntry { at: Instant; kind: string; actor: AccountBrief | null; args: Args }
export interface IncidentReport { id: Id; report_no: string; received_at: Instant; source: string; kinds: string[] }
export interface Report extends QueueRow {
  times: { happened: Instant | null; known: Instant | null; reported: Instant | null; received: Instant; recorded: Instant };
  danger: { code: string; value: unknown }[]; facts: Record<string, unknown>; summary: string | null; answers: Restricted | Record<string, never> | null; place: Restricted | null; external_no: string | null;
  reporter: { sealed: boolean; class: string | null; anonymous: boolean; reply_wanted: boolean }; narrative: { sealed: boolean };
  attachments: { id: Id; name: string; type: string; size: number }[]; subjects: Subject[]; incident: { id: Id; reports: IncidentReport[] } | null; history: HistoryEntry[];
}
export interface Evidence { field: string; level: string; weight: number }
export interface Candidate { person: PersonBrief; household_id: Id | null; score: number; band: 'likely' | 'possible'; evidence: Evidence[]; earlier_reports: number; open_cases: number }
export interface Candidates { subjects: { subject_id: Id; candidates: Candidate[] }[] }

export interface EarlierReport {
  id: Id; report_no: string; received_at: Instant; kinds: string[]; source: string; subject: string | null; finding: string | null; /** Toward 12月內第N次: not when found 查無, a duplicate, or of an event another report stands for. */ counts: boolean;
  after: { opened_at: Instant | null; closed_at: Instant | null; goals: number | null; goals_met: number | null; state: string | null } | null;
}
export interface Alert { id: Id; kind: string; note: string | null; by: AccountBrief | null; at: Instant; review_at: Instant | null }
export interface HouseholdInfo { id: Id; overlay: string; township: string | null; village: string | null; address: string | null; checked_on: IsoDate | null; income_class: string | null }
export interface Member {
  person: PersonBrief; role: string; household_id: Id; involvement: { code: string; args: Args }[]; link: { verdict: string; by: AccountBrief | null; at: Instant } | null;
  deceased_on: IsoDate | null; indigenous: string | null; language: string | null;
}
export interface Relationship { from: Id; to: Id; kind: string; from_on: IsoDate | null; until_on: IsoDate | null }
export interface Service {
  network: string; state: string; what: string; restricted: 'masked' | 'existence' | null; unit: Unit | string | null; account: AccountBrief | null; phone: string | null; from_on: IsoDate | null; until_on: IsoDate | null;
}
export interface TimelineEntry { lane: string; kind: string; from_on: IsoDate | null; until_on: IsoDate | null; args: Args; restricted: 'masked' | 'existence' | null }
export interface Household {
  household: HouseholdInfo; related: HouseholdInfo[]; members: Member[]; relationships: Relationship[]; alerts: Alert[]; services: Service[]; reports: EarlierReport[]; timeline: TimelineEntry[]; as_of: Instant;
}
export interface Family {
  households: Household[]; unlisted_minors: (PersonBrief & { household_id: Id })[]; earlier_reports: EarlierReport[]; counted_12m: number;
  open_cases: { id: Id; case_no: string | null; programme: string; lead: AccountBrief | null; unit: Unit | string | null; since: Instant | null; restricted: 'masked' | 'existence' | null }[];
  alerts: Alert[]; closed_recently: { case_id: Id; days: number; unmet_goals: number | string[]; lead: AccountBrief | null } | null;
}

/** `notice` with a case is 在案通知, without one 轉知. */
export type Outcome = 'dispatch' | 'not_dispatched' | 'same_incident' | 'notice' | 'jurisdiction' | 'advice';
export interface Reason { code: string; args: Args }
export interface Rule { id: string; title_zh: string; title_en: string; facts: { name: string; value: unknown }[]; source: string; assumption: boolean; direct?: boolean }
export interface SuggestionItem {
  subject_id: Id; programme: string; outcome: Outcome; grade: string | null; unit: Unit | null; case_id: Id | null; worker_on_duty: AccountBrief | null; lead: AccountBrief | null; due: { rule: string; due_at: Instant }[]; reasons: Reason[]; rule: Rule | null;
}
export interface Suggestion { items: SuggestionItem[]; same_incident: { report_id: Id; report_no: string; reasons: Reason[] } | null; direct: boolean }
export interface DecisionItem {
  subject_id: Id; programme: string; outcome: Outcome; grade?: string | null; unit_id?: Id | null; case_id?: Id | null; reason_code?: string | null; note?: string | null; override_reason?: string | null;
  to_county?: string | null; to_name?: string | null; handed_over_at?: Instant | null; same_as_report_id?: Id | null; rule?: string | null;
}
export interface Decision extends DecisionItem { id: Id; version?: number; decided_at?: Instant; decided_by?: AccountBrief | null; unit?: Unit | null; state?: string; countersign?: { verdict: string; by: AccountBrief | null; at: Instant } | null }

export interface HandoverItem { id: Id; kind: string; report_id?: Id | null; args: Args; due_at: Instant | null; accepted: boolean }
export interface Handover { items: HandoverItem[]; note: string | null; state: string; from: AccountBrief | null; to: AccountBrief | null }
export interface RosterEntry { account?: AccountBrief | null; role?: string; duty?: string; contact_name?: string | null; unit?: Unit | string | null; name?: string | null; phone?: string | null; note?: string | null }
export interface DirectoryEntry { kind: string; name: string; phone: string | null; address?: string | null; township?: string | null; hours?: string | null; note?: string | null; source?: string | null; assumption?: boolean }
export interface Night { directory: DirectoryEntry[]; roster: RosterEntry[]; pending: QueueRow[] }
export interface CallLog { id: Id; started_at: Instant; ended_at: Instant | null; topic: string; township: string | null; caller_class: string | null; note: string | null; call_back_at: Instant | null; version: number; returned_at: Instant | null; returned_by: AccountBrief | null; return_outcome: 'reached' | 'no_answer' | null; account: AccountBrief | null }
export interface ImportResult { rows_in: number; new: number[]; known: number[]; rejected: { line: number; pointer: string; code: string; message: string }[] }
export interface PersonHit { person: PersonBrief; score: number; evidence: Evidence[]; household_id: Id | null }
