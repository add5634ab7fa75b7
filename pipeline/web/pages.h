// The pages, one function each; and what their forms do.
#pragma once

#include "pipeline/web/visit.h"

namespace vankho {

Result<Reply> DeadlinesPage(Visit& visit);
Result<Reply> AgenciesPage(Visit& visit);
Result<Reply> CriteriaPage(Visit& visit);
Result<Reply> CriteriaYearsPage(Visit& visit);
Result<Reply> DocumentsPage(Visit& visit);
Result<Reply> DocumentPage(Visit& visit);
Result<Reply> PagePicture(Visit& visit);
Result<Reply> OriginalFile(Visit& visit);
Result<Reply> GivenBackFile(Visit& visit);  // searchable PDF or text
Result<Reply> SearchPage(Visit& visit);
Result<Reply> ReviewPage(Visit& visit);
Result<Reply> ImportPage(Visit& visit);
Result<Reply> LoginPage(Visit& visit);
Result<Reply> ExportFile(Visit& visit);
Result<Reply> CalendarFile(Visit& visit);

// FilterOf, with the tab of Hạn that the request names (`when`): what a list shows is what its file holds.
Result<Filter> DeadlineFilterOf(const Visit& visit);

// Forms; each ends with a redirection to a page.
Result<Reply> JudgeRecord(Visit& visit);
Result<Reply> MarkDone(Visit& visit);
Result<Reply> UndoJudgement(Visit& visit);
Result<Reply> CorrectAlike(Visit& visit);
Result<Reply> RetryFailed(Visit& visit);
Result<Reply> CorrectLineWords(Visit& visit);

// Takes a judgement of any kind back.
Result<void> Undo(Visit& visit, std::int64_t id);
Result<Reply> Login(Visit& visit);
Result<Reply> Logout(Visit& visit);

// Checks a name and password; kPermission where they are wrong, kConflict after too many tries.
Result<Visitor> LogIn(Visit& visit, const std::string& name, const std::string& password);

}  // namespace vankho
