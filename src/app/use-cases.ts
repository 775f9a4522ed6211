import { setAccount } from "./account/set.ts";
import { showAccount } from "./account/show.ts";
import { exportAudit } from "./audit/export.ts";
import { createVerifyAudit } from "./audit/verify.ts";
import { createApproveBaseline } from "./baseline/approve.ts";
import { compareTwoBaselines } from "./baseline/compare.ts";
import { listBaselines } from "./baseline/list.ts";
import { createPrepareBaseline } from "./baseline/prepare.ts";
import { showBaseline } from "./baseline/show.ts";
import { createImportBank } from "./bank/import.ts";
import { createShowBankGrid } from "./bank/grid.ts";
import { createListBank } from "./bank/list.ts";
import { createSearchBank } from "./bank/search.ts";
import { createShowBankEntry } from "./bank/show.ts";
import { createBankStats } from "./bank/stats.ts";
import { createConsiderNone } from "./coverage/none.ts";
import { createListPlaces } from "./coverage/planned.ts";
import { createReopenPlace } from "./coverage/reopen.ts";
import { createShowCoverage } from "./coverage/show.ts";
import { showDesk } from "./desk/show.ts";
import type { Calls } from "./dispatch.ts";
import { createListFacets } from "./facet/list.ts";
import { addHazardAction, finishHazardAction } from "./hazard/actions.ts";
import { createAddHazard } from "./hazard/add.ts";
import { considerControl } from "./hazard/consider.ts";
import { confirmControl, linkControlToCause, unlinkControlFromCause } from "./hazard/controls.ts";
import { createEditHazard } from "./hazard/edit.ts";
import { evaluateHazard } from "./hazard/evaluate.ts";
import { scoreHazard } from "./hazard/score.ts";
import { showHazard } from "./hazard/show.ts";
import { setHazardStatus, withdrawHazard } from "./hazard/status.ts";
import { createShowInsight } from "./insight/show.ts";
import { showDepends } from "./log/depends.ts";
import { createExportLog } from "./log/export.ts";
import { readLogPage } from "./log/page.ts";
import { showLog } from "./log/show.ts";
import { createStartLogFrom } from "./log/start-from.ts";
import { showStarted } from "./log/started.ts";
import type { BankSource, Office, Secrets, Store } from "./ports.ts";
import { createAddProduct } from "./product/add.ts";
import { createAnswerQuestions } from "./product/answer.ts";
import { createCorrectProduct } from "./product/correct.ts";
import { listProducts } from "./product/list.ts";
import { searchProducts } from "./product/search.ts";
import { createShowProduct } from "./product/show.ts";
import { leaveProposals } from "./proposal/leave.ts";
import { takeProposals } from "./proposal/take.ts";
import { showProvenance } from "./provenance/show.ts";
import { createAcceptSuggestion } from "./queue/accept.ts";
import { addAsCause } from "./queue/add-cause.ts";
import { deferSuggestion } from "./queue/defer.ts";
import { listQueue } from "./queue/list.ts";
import { mergeSuggestion } from "./queue/merge.ts";
import { nearestSuggestions } from "./queue/nearest.ts";
import { readQueuePage } from "./queue/page.ts";
import { rejectSuggestion } from "./queue/reject.ts";
import { separateSuggestion } from "./queue/separate.ts";
import { showSuggestion } from "./queue/show.ts";
import { takeBeyond } from "./queue/take-beyond.ts";
import { undoDecision } from "./queue/undo.ts";
import { cancelRun } from "./run/cancel.ts";
import { createFollowRun } from "./run/follow.ts";
import { createIdentify } from "./run/identify.ts";
import { listRuns } from "./run/list.ts";
import { createPreviewRun } from "./run/preview.ts";
import { createReplayRun } from "./run/replay.ts";
import { createResumeRun } from "./run/resume.ts";
import { showRun } from "./run/show.ts";
import { createStartRun } from "./run/start.ts";
import type { StepDeps } from "./run/steps.ts";
import { addTombstone } from "./tombstone/add.ts";
import { findText } from "./tombstone/find.ts";
import { addScheme } from "./scheme/add.ts";
import { declareScheme } from "./scheme/declare.ts";
import { showDeclaredScheme } from "./scheme/declared.ts";
import { listSchemes } from "./scheme/list.ts";
import { showScheme } from "./scheme/show.ts";
import { endSession } from "./session/end.ts";
import { createStartSession } from "./session/start.ts";
import { forgetTimes } from "./time/forget.ts";
import { showOwnTimes } from "./time/mine.ts";
import { openSuggestion } from "./time/open.ts";
import { takeSecondLook } from "./time/second-look.ts";
import { createCreateToken } from "./token/create.ts";
import { listTokens } from "./token/list.ts";
import { revokeToken } from "./token/revoke.ts";
import { agreeView } from "./view/agree.ts";
import { listViews } from "./view/list.ts";
import { setViewSample } from "./view/sample.ts";
import { writeView } from "./view/write.ts";
import { listWorkbooks } from "./workbook/list.ts";
import { showWorkbook } from "./workbook/show.ts";
import { createTakeWorkbook } from "./workbook/take.ts";

export type UseCaseDeps = StepDeps & {
  readonly store: Store;
  readonly bank: BankSource;
  readonly secrets: Secrets;
  readonly office: Office;
};

/** Every verb of hazid, by name. */
export const createUseCases = (deps: UseCaseDeps) => ({
  "account.set": setAccount,
  "account.show": showAccount,
  "token.create": createCreateToken(deps.secrets),
  "token.list": listTokens,
  "token.revoke": revokeToken,
  "session.start": createStartSession(deps.secrets),
  "session.end": endSession,
  "facet.list": createListFacets(deps.vocabulary),
  "product.add": createAddProduct(deps.vocabulary),
  "product.answer": createAnswerQuestions(deps.vocabulary),
  "product.correct": createCorrectProduct(deps.vocabulary),
  "product.list": listProducts,
  "product.search": searchProducts,
  "product.show": createShowProduct(deps.vocabulary),
  "run.preview": createPreviewRun(deps),
  "run.identify": createIdentify(deps),
  "run.start": createStartRun(deps),
  "run.follow": createFollowRun(deps),
  "run.replay": createReplayRun(deps),
  "run.resume": createResumeRun(deps),
  "run.cancel": cancelRun,
  "run.list": listRuns,
  "run.show": showRun,
  "queue.page": readQueuePage,
  "queue.list": listQueue,
  "queue.nearest": nearestSuggestions,
  "queue.show": showSuggestion,
  "queue.accept": createAcceptSuggestion(deps.vocabulary),
  "queue.reject": rejectSuggestion,
  "queue.add-cause": addAsCause,
  "queue.merge": mergeSuggestion,
  "queue.defer": deferSuggestion,
  "queue.undo": undoDecision,
  "queue.separate": separateSuggestion,
  "queue.take-beyond": takeBeyond,
  "coverage.show": createShowCoverage(deps),
  "coverage.places": createListPlaces(deps.vocabulary),
  "coverage.none": createConsiderNone(deps.vocabulary),
  "coverage.reopen": createReopenPlace(deps.vocabulary),
  "view.write": writeView,
  "view.agree": agreeView,
  "view.sample": setViewSample,
  "view.list": listViews,
  "time.open": openSuggestion,
  "time.mine": showOwnTimes,
  "time.second-look": takeSecondLook,
  "time.forget": forgetTimes,
  "hazard.show": showHazard,
  "hazard.add": createAddHazard(deps.vocabulary),
  "hazard.edit": createEditHazard(deps.vocabulary),
  "hazard.confirm": confirmControl,
  "hazard.consider": considerControl,
  "hazard.link": linkControlToCause,
  "hazard.unlink": unlinkControlFromCause,
  "hazard.add-action": addHazardAction,
  "hazard.finish-action": finishHazardAction,
  "hazard.status": setHazardStatus,
  "hazard.withdraw": withdrawHazard,
  "hazard.score": scoreHazard,
  "hazard.evaluate": evaluateHazard,
  "scheme.add": addScheme,
  "scheme.list": listSchemes,
  "scheme.show": showScheme,
  "scheme.declared": showDeclaredScheme,
  "scheme.declare": declareScheme,
  "baseline.prepare": createPrepareBaseline(deps.vocabulary),
  "baseline.approve": createApproveBaseline(deps.vocabulary),
  "baseline.list": listBaselines,
  "baseline.show": showBaseline,
  "baseline.compare": compareTwoBaselines,
  "insight.show": createShowInsight(),
  "desk.show": showDesk,
  "log.show": showLog,
  "log.page": readLogPage,
  "log.depends": showDepends,
  "log.export": createExportLog(deps.office),
  "log.start-from": createStartLogFrom(deps.office),
  "log.started": showStarted,
  "workbook.take": createTakeWorkbook(deps.office),
  "workbook.list": listWorkbooks,
  "workbook.show": showWorkbook,
  "proposal.take": takeProposals,
  "proposal.leave": leaveProposals,
  "provenance.show": showProvenance,
  "audit.verify": createVerifyAudit(deps.store),
  "audit.export": exportAudit,
  "tombstone.find": findText,
  "tombstone.add": addTombstone,
  "bank.import": createImportBank(deps.bank, deps.embedder),
  "bank.search": createSearchBank(deps.embedder),
  "bank.list": createListBank(deps.bank),
  "bank.stats": createBankStats(deps.bank, deps.vocabulary),
  "bank.show": createShowBankEntry(deps.bank),
  "bank.grid": createShowBankGrid(deps.bank, deps.vocabulary),
});
export type UseCases = ReturnType<typeof createUseCases>;
export type Call = Calls<UseCases>;
