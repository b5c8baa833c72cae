package ui

import "net/http"

// routes is the whole table: what can be called, who may, and who answers.
func (s *Server) routes() []route {
	const get, post, put, del = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete
	return []route{
		// Assets and health.
		{get, "/assets/*", anyone, s.showAsset},
		{get, "/healthz", anyone, s.showHealth},
		{get, "/readyz", anyone, s.showReady},
		{get, "/metrics", leadersOrHere, s.showMetrics},

		// Coming in.
		{get, "/", anyone, s.showStart},
		{get, "/first/:code", anyone, s.showFirst},
		{post, "/first/:code", anyone, s.makeFirst},
		{get, "/sign-in", anyone, s.showSignIn},
		{post, "/sign-in", anyone, s.signInByPassword},
		{post, "/sign-out", anyone, s.signOut},
		{get, "/invited", anyone, s.showInvited},
		{post, "/invited", anyone, s.acceptInvite},
		{get, "/join", anyone, s.showJoin},
		{get, "/join/:code", anyone, s.showJoin},
		{post, "/join", anyone, s.join},
		{get, "/seat", anyone, s.showSeat},
		{post, "/seat", anyone, s.returnToSeat},
		{get, "/handover", anyone, s.showHandover},

		// A facilitator's workshops.
		{get, "/workshops", leaders, s.showWorkshops},
		{get, "/workshops/new", leaders, s.newWorkshop},
		{post, "/workshops", leaders, s.createWorkshop},
		{get, "/workshops/:id", leaders, s.showWorkshop},
		{get, "/workshops/:id/settings", leaders, s.showSettings},
		{post, "/workshops/:id/settings", leaders, s.saveSettings},
		{post, "/workshops/:id/groups", leaders, s.addGroup},
		{post, "/workshops/:id/groups/:group", leaders, s.saveGroup},
		{post, "/workshops/:id/code", leaders, s.rotateCode},
		{post, "/workshops/:id/members/:member/move", leaders, s.moveMember},
		{post, "/workshops/:id/members/:member/remove", leaders, s.removeMember},
		{post, "/workshops/:id/checkpoints", leaders, s.keepAllGroups},
		{get, "/workshops/:id/phases", leaders, s.showPhases},
		{post, "/workshops/:id/phases", leaders, s.changePhases},
		{get, "/workshops/:id/groups", leaders, s.showOverview},
		{get, "/workshops/:id/compare", leaders, s.showCompare},
		{get, "/workshops/:id/principles", leaders, s.showWorkshopPrinciples},
		{post, "/workshops/:id/principles", leaders, s.saveWorkshopPrinciples},
		{post, "/workshops/:id/principles/pack", leaders, s.changeWorkshopPack},
		{post, "/workshops/:id/principles/words", leaders, s.addWorkshopWord},
		{post, "/workshops/:id/principles/words/remove", leaders, s.removeWorkshopWord},
		{get, "/reach", leaders, s.showReach},
		{post, "/invites", leaders, s.createInvite},

		// Packs of principles.
		{get, "/packs", leaders, s.showPacks},
		{post, "/packs", trainers, s.uploadPack},
		{get, "/packs/:pack/:version", leaders, s.downloadPack},
		{post, "/packs/:pack/:version/remove", trainers, s.removePack},

		// A group's draft.
		{get, "/drafts/:id", ownDraft, s.showDraft},
		{get, "/drafts/:id/course", ownDraft, s.paced(readingRate, s.showCourse)},
		{get, "/drafts/:id/sections/:section", ownDraft, s.showSection},
		{post, "/drafts/:id/sections/:section", ownDraft, s.paced(formRate, s.saveSection)},
		{get, "/drafts/:id/sections/:section/bin", ownDraft, s.showBin},
		{get, "/drafts/:id/findings", ownDraft, s.paced(readingRate, s.showFindings)},
		{get, "/drafts/:id/findings/:finding", ownDraft, s.showFinding},
		{post, "/drafts/:id/findings/:finding", ownDraft, s.paced(formRate, s.decideFinding)},
		{get, "/drafts/:id/principles/:principle", ownDraft, s.showStanding},
		{post, "/drafts/:id/principles/:principle", ownDraft, s.paced(formRate, s.saveSelfCheck)},
		{get, "/drafts/:id/canvas", ownDraft, s.showCanvasChoice},
		{post, "/drafts/:id/canvas", ownDraft, s.paced(formRate, s.saveCanvas)},
		{get, "/drafts/:id/history", ownDraft, s.paced(readingRate, s.showHistory)},
		{post, "/drafts/:id/history", ownDraft, s.paced(formRate, s.saveCheckpoint)},
		{post, "/drafts/:id/checkpoints/rename", ownDraft, s.paced(formRate, s.renameCheckpoint)},
		{post, "/drafts/:id/checkpoints/remove", ownDraft, s.paced(formRate, s.removeCheckpoint)},
		{get, "/drafts/:id/history/compare", ownDraft, s.paced(readingRate, s.showTwoMoments)},
		{get, "/drafts/:id/history/:seq", ownDraft, s.paced(readingRate, s.showMoment)},
		{post, "/drafts/:id/history/:seq", ownDraft, s.paced(formRate, s.restoreMoment)},
		{get, "/drafts/:id/brief", ownDraft, s.paced(readingRate, s.showBrief)},
		{get, "/drafts/:id/brief.md", ownDraft, s.paced(readingRate, s.downloadBrief)},
		{get, "/principles", anyone, s.showPrinciples},
		{get, "/principles/not-useful", leaders, s.showUsefulness},
		{get, "/principles/:principle", anyone, s.showPrinciple},
		{post, "/guidance", anyone, s.chooseGuidance},

		// HTTP version 1.
		{get, "/api/v1/openapi.yaml", anyone, s.apiDocument},
		{post, "/api/v1/session", anyone, s.apiSignIn},
		{del, "/api/v1/session", anyone, s.apiSignOut},
		{get, "/api/v1/workshops", leaders, s.apiWorkshops},
		{post, "/api/v1/workshops", leaders, s.apiCreateWorkshop},
		{get, "/api/v1/workshops/:id", ownWorkshop, s.apiWorkshop},
		{get, "/api/v1/workshops/:id/compare", leaders, s.apiCompare},
		{get, "/api/v1/workshops/:id/events", leaders, s.streaming(s.apiWorkshopEvents)},
		{get, "/api/v1/join/:code", anyone, s.apiJoinChoices},
		{post, "/api/v1/join", anyone, s.apiJoin},
		{get, "/api/v1/drafts/:id", ownDraft, s.apiDraft},
		{get, "/api/v1/drafts/:id/edits", ownDraft, s.apiEntries},
		{post, "/api/v1/drafts/:id/edits", ownDraft, s.paced(batchRate, s.apiSubmit)},
		{get, "/api/v1/drafts/:id/events", ownDraft, s.streaming(s.apiDraftEvents)},
		{post, "/api/v1/drafts/:id/presence", ownDraft, s.paced(presenceRate, s.apiPresence)},
		{get, "/api/v1/drafts/:id/findings", ownDraft, s.paced(readingRate, s.apiFindings)},
		{get, "/api/v1/drafts/:id/brief", ownDraft, s.paced(readingRate, s.apiBrief)},
		{put, "/api/v1/drafts/:id/canvas", ownDraft, s.paced(formRate, s.apiSetCanvas)},
	}
}
