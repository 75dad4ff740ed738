import { useCallback } from 'react';
import { useReference } from '../api/queries.ts';
import { useLang } from './lang.ts';
import { type Catalogue, defineMessages } from './messages.ts';

/** Words for the codes of the API that every area uses. Codes of a pack come with the reference data instead. */
export const terms = defineMessages(
  {
    'sex.M': '男', 'sex.F': '女', 'sex.X': '其他',
    'kind.child_protection': '兒少保護', 'kind.intimate_partner': '親密關係暴力', 'kind.family_violence': '家庭暴力', 'kind.domestic_violence': '家庭暴力', 'kind.sexual_assault': '性侵害', 'kind.sexual_exploitation': '性剝削',
    'kind.elder_protection': '老人保護', 'kind.disability_protection': '身障保護', 'kind.vulnerable_family': '脆弱家庭', 'kind.suicide': '自殺', 'kind.psychiatric': '疑似精神病人', 'kind.suspected_psychiatric': '疑似精神病人', 'kind.other': '其他或不明',
    'short.child_protection': '兒保', 'short.intimate_partner': '親密關係暴力', 'short.family_violence': '家暴', 'short.domestic_violence': '家暴', 'short.sexual_assault': '性侵', 'short.sexual_exploitation': '性剝削', 'short.elder_protection': '老保', 'short.disability_protection': '身障保', 'short.vulnerable_family': '脆家', 'short.suicide': '自殺', 'short.psychiatric': '疑似精神', 'short.suspected_psychiatric': '疑似精神', 'short.other': '其他',
    'source.police': '警察', 'source.medical': '醫院', 'source.education': '學校', 'source.fire': '消防', 'source.village_head': '村里長', 'source.public': '民眾', 'source.social': '社政', 'source.social_affairs': '社政', 'source.hotline_113': '113專線', 'source.hotline': '專線', 'source.import': '匯入', 'source.api': '介接', 'source.phone': '電話', 'source.desk': '電話', 'source.mandated': '責任通報', 'source.mandated_reporter': '責任通報', 'source.web': '網路', 'source.self': '本人', 'source.family': '家屬', 'source.neighbour': '鄰居', 'source.health': '衛政', 'source.judicial': '司法', 'source.justice': '司法', 'source.labour': '勞政', 'source.civil': '民政', 'source.kindergarten': '幼兒園', 'source.other': '其他',
    'outcome.dispatch': '派案', 'outcome.not_dispatched': '不派案', 'outcome.same_incident': '同一事件', 'outcome.in_case_notice': '在案通知', 'outcome.notice': '轉知', 'outcome.jurisdiction': '移轉管轄', 'outcome.advice': '諮詢結案',
    'grade.grade_1': '第一級', 'grade.grade_2': '第二級', 'grade.none': '無分級',
    'network.social': '社政', 'network.health': '衛政', 'network.police': '警政', 'network.education': '教育', 'network.labour': '勞政', 'network.justice': '司法', 'network.indigenous': '原民', 'network.civil': '民政', 'network.protection': '保護',
    'role.victim': '被害人', 'role.respondent': '相對人', 'role.household_member': '同住家人', 'role.client': '案主', 'role.child': '兒少', 'role.child_witness': '目睹兒少', 'role.suspected_abuser': '疑似施虐者', 'role.actor': '行為人', 'role.offender': '加害人', 'role.carer': '照顧者', 'role.family': '家人', 'role.subject': '對象', 'role.reporter': '通報人',
    'finding.substantiated': '屬實', 'finding.confirmed': '屬實', 'finding.unsubstantiated': '不屬實', 'finding.not_found': '查無', 'finding.false': '不實', 'finding.pending': '調查中', 'finding.duplicate': '重複',
    'directory_kind.hospital': '醫院', 'directory_kind.hotel': '旅宿', 'directory_kind.interpreter': '通譯', 'directory_kind.police_post': '派出所', 'directory_kind.shelter_window': '庇護', 'directory_kind.hotline': '專線',
    'rule.dispatch_24h': '派案', 'rule.grade_1_face_to_face': '見到孩子', 'rule.first_contact': '首次接觸', 'rule.contact_again': '再通報後接觸', 'rule.notice_answer': '在案再通報回覆', 'rule.notice_seen': '督導知悉再通報', 'rule.assessment': '調查報告', 'rule.assign': '分案', 'rule.accept': '接手', 'rule.acknowledge': '知悉', 'rule.notice': '知悉', 'rule.countersign': '督導覆核', 'rule.regrade': '重新分級', 'rule.dispute': '爭議裁定',
    'service.addiction': '藥癮', 'service.protection': '保護服務', 'service.mental_health': '心理衛生', 'service.school': '學校輔導', 'service.welfare': '福利服務',
    'state.pending': '待派', 'state.decided': '已決定', 'state.assigned': '已分案', 'state.accepted': '已接', 'state.waiting': '等候', 'state.open': '開案', 'state.not_opened': '不開案', 'state.short_term': '短期服務', 'state.missing_search': '行方不明協尋', 'state.closed': '結案', 'state.investigating': '調查中', 'state.returned': '退回', 'state.acknowledged': '已知悉', 'state.sent': '已送', 'state.disputed': '爭議',
  },
  {
    'sex.M': 'male', 'sex.F': 'female', 'sex.X': 'other',
    'kind.child_protection': 'Child protection', 'kind.intimate_partner': 'Intimate-partner violence', 'kind.family_violence': 'Family violence', 'kind.domestic_violence': 'Domestic violence', 'kind.sexual_assault': 'Sexual assault', 'kind.sexual_exploitation': 'Sexual exploitation',
    'kind.elder_protection': 'Elder protection', 'kind.disability_protection': 'Disability protection', 'kind.vulnerable_family': 'Vulnerable family', 'kind.suicide': 'Suicide', 'kind.psychiatric': 'Suspected psychiatric patient', 'kind.suspected_psychiatric': 'Suspected psychiatric patient', 'kind.other': 'Other or unknown',
    'short.child_protection': 'Child', 'short.intimate_partner': 'Partner violence', 'short.family_violence': 'Family violence', 'short.domestic_violence': 'Domestic violence', 'short.sexual_assault': 'Sexual assault', 'short.sexual_exploitation': 'Exploitation', 'short.elder_protection': 'Elder', 'short.disability_protection': 'Disability', 'short.vulnerable_family': 'Vulnerable family', 'short.suicide': 'Suicide', 'short.psychiatric': 'Psychiatric', 'short.suspected_psychiatric': 'Psychiatric', 'short.other': 'Other',
    'source.police': 'Police', 'source.medical': 'Hospital', 'source.education': 'School', 'source.fire': 'Fire service', 'source.village_head': 'Village head', 'source.public': 'Public', 'source.social': 'Social affairs', 'source.social_affairs': 'Social affairs', 'source.hotline_113': '113 hotline', 'source.hotline': 'Hotline', 'source.import': 'Import', 'source.api': 'Interface', 'source.phone': 'Telephone', 'source.desk': 'Telephone', 'source.mandated': 'Mandated reporter', 'source.mandated_reporter': 'Mandated reporter', 'source.web': 'Web', 'source.self': 'Self', 'source.family': 'Family', 'source.neighbour': 'Neighbour', 'source.health': 'Health', 'source.judicial': 'Justice', 'source.justice': 'Justice', 'source.labour': 'Labour', 'source.civil': 'Civil affairs', 'source.kindergarten': 'Kindergarten', 'source.other': 'Other',
    'outcome.dispatch': 'Dispatch', 'outcome.not_dispatched': 'Not dispatched', 'outcome.same_incident': 'Same incident', 'outcome.in_case_notice': 'Lead notice', 'outcome.notice': 'Notice', 'outcome.jurisdiction': 'Jurisdiction transfer', 'outcome.advice': 'Closed as advice',
    'grade.grade_1': 'Grade 1', 'grade.grade_2': 'Grade 2', 'grade.none': 'No grade',
    'network.social': 'Social', 'network.health': 'Health', 'network.police': 'Police', 'network.education': 'Education', 'network.labour': 'Labour', 'network.justice': 'Justice', 'network.indigenous': 'Indigenous', 'network.civil': 'Civil', 'network.protection': 'Protection',
    'role.victim': 'Victim', 'role.respondent': 'Other party', 'role.household_member': 'Household member', 'role.client': 'Client', 'role.child': 'Child', 'role.child_witness': 'Child witness', 'role.suspected_abuser': 'Suspected abuser', 'role.actor': 'Actor', 'role.offender': 'Offender', 'role.carer': 'Carer', 'role.family': 'Family', 'role.subject': 'Subject', 'role.reporter': 'Reporter',
    'finding.substantiated': 'Substantiated', 'finding.confirmed': 'Substantiated', 'finding.unsubstantiated': 'Unsubstantiated', 'finding.not_found': 'Nothing found', 'finding.false': 'Untrue', 'finding.pending': 'Under investigation', 'finding.duplicate': 'Duplicate',
    'directory_kind.hospital': 'Hospital', 'directory_kind.hotel': 'Hotel', 'directory_kind.interpreter': 'Interpreter', 'directory_kind.police_post': 'Police', 'directory_kind.shelter_window': 'Shelter', 'directory_kind.hotline': 'Hotline',
    'rule.dispatch_24h': 'Dispatch', 'rule.grade_1_face_to_face': 'See the child', 'rule.first_contact': 'First contact', 'rule.contact_again': 'Contact after a re-report', 'rule.notice_answer': 'Answer to a re-report', 'rule.notice_seen': 'Supervisor sees a re-report', 'rule.assessment': 'Assessment', 'rule.assign': 'Assign', 'rule.accept': 'Accept', 'rule.acknowledge': 'Acknowledge', 'rule.notice': 'Acknowledge', 'rule.countersign': 'Countersign', 'rule.regrade': 'Re-grade', 'rule.dispute': 'Dispute',
    'service.addiction': 'Addiction', 'service.protection': 'Protection', 'service.mental_health': 'Mental health', 'service.school': 'School counselling', 'service.welfare': 'Welfare',
    'state.pending': 'To dispatch', 'state.decided': 'Decided', 'state.assigned': 'Assigned', 'state.accepted': 'Accepted', 'state.waiting': 'Waiting', 'state.open': 'Open', 'state.not_opened': 'Not opened', 'state.short_term': 'Short service', 'state.missing_search': 'Missing, searched for', 'state.closed': 'Closed', 'state.investigating': 'Under investigation', 'state.returned': 'Returned', 'state.acknowledged': 'Acknowledged', 'state.sent': 'Sent', 'state.disputed': 'Disputed',
  },
);

/** A list of codes, ours or of the county's reference data. */
type Group = string;

/** The word for a code: `term('kind', 'suicide')`. The county's own words (reference data) win; a code nobody knows is shown as it is. */
export function useTerm(): (group: Group, code: string | null | undefined) => string {
  const language = useLang();
  const reference = useReference();
  return useCallback((group, code) => {
    if (code === null || code === undefined) return '';
    const own = reference?.codes[group]?.find((entry) => entry.code === code);
    if (own) return own[language];
    const words = (terms as Catalogue<Record<string, string>>)[language];
    // a programme may have its own word for a role: 相對人, 疑似施虐者
    if (group.startsWith('role:')) return words[`role.${code}`] ?? reference?.codes['role']?.find((entry) => entry.code === code)?.[language] ?? code;
    if (group === 'short' || group === 'kind' || group === 'programme') {
      const programme = reference?.programmes.find((p) => p.code === code);
      if (programme) return group === 'short' ? ((language === 'zh' ? programme.short_zh : programme.short_en) ?? words[`short.${code}`] ?? code) : language === 'zh' ? programme.name_zh : programme.name_en;
      // a notice goes to a network, not to a programme; a service of another network is named by its kind
      return words[`${group}.${code}`] ?? words[`service.${code}`] ?? words[`network.${code}`] ?? code;
    }
    // clock rules are told apart by programme (first_contact.child_1); the word is the same
    if (group === 'rule') return words[`rule.${code.split('.')[0]!}`] ?? code;
    return words[`${group}.${code}`] ?? code;
  }, [language, reference]);
}

/** The name of a township by code (or the text itself when it is already a name). */
export function useTownship(): (code: string | null | undefined) => string {
  const language = useLang();
  const reference = useReference();
  return useCallback((code) => {
    if (!code) return '';
    const town = reference?.townships.find((t) => t.code === code || t.name_zh === code);
    return town ? (language === 'zh' ? town.name_zh : town.name_en) : code;
  }, [language, reference]);
}
