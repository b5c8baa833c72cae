package ui

import (
	"context"
	"time"

	"workbench/campaign"
)

// Store is what the pages need of the database beside the drafts' log. What each method promises is
// written at storage's concrete type.
type Store interface {
	sessionStore
	PackStore

	CreateWorkshop(ctx context.Context, w campaign.Workshop) (campaign.Workshop, error)
	Workshop(ctx context.Context, id string) (campaign.Workshop, error)
	Workshops(ctx context.Context) ([]campaign.Workshop, error)
	UpdateWorkshop(ctx context.Context, w campaign.Workshop) error
	RotateCode(ctx context.Context, workshopID, groupID string) (string, error)
	AddGroup(ctx context.Context, workshopID string, g campaign.Group) (campaign.Group, error)
	UpdateGroup(ctx context.Context, g campaign.Group) error
	WorkshopByCode(ctx context.Context, code string) (workshopID, groupID string, err error)

	SetPrivacy(ctx context.Context, workshop string, to campaign.Privacy) error
	Privacy(ctx context.Context, workshop string) (campaign.Privacy, error)
	DraftPrivacy(ctx context.Context, draft string) (campaign.Privacy, error)
	NewAlias(ctx context.Context, member string) (campaign.Member, error)
	CloseWorkshop(ctx context.Context, workshop string, now time.Time) (members []string, err error)
	EndSessions(ctx context.Context, members []string) error
	Scrub(ctx context.Context) error
	Scrubbed(ctx context.Context) (bool, error)
	BackupsMade(ctx context.Context) ([]campaign.BackupMade, error)
	Shared() bool

	AddMember(ctx context.Context, m campaign.Member) (campaign.Member, error)
	Member(ctx context.Context, id string) (campaign.Member, error)
	Members(ctx context.Context, workshopID string) ([]campaign.Member, error)
	MemberBySeat(ctx context.Context, workshopID, seat string) (campaign.Member, error)
	MoveMember(ctx context.Context, id, groupID string) error
	RemoveMember(ctx context.Context, id string) error
	ReturnMember(ctx context.Context, id string) error
	SetHost(ctx context.Context, id string, host bool) error

	CreateAccount(ctx context.Context, a campaign.Account) (campaign.Account, error)
	Account(ctx context.Context, id string) (campaign.Account, error)
	AccountByName(ctx context.Context, name string) (campaign.Account, error)
	Accounts(ctx context.Context) ([]campaign.Account, error)
	CreateInvite(ctx context.Context, i campaign.Invite) error
	HasInvite(ctx context.Context, hash string, now time.Time) (bool, error)
	UseInvite(ctx context.Context, hash string, now time.Time) (campaign.Invite, error)

	AddNotUseful(ctx context.Context, n campaign.NotUseful) error
	DropNotUseful(ctx context.Context, draft, who, finding string) error
	IsNotUseful(ctx context.Context, draft, who, finding string) (bool, error)
	NotUsefulCounts(ctx context.Context) ([]campaign.NotUsefulCount, error)

	AddCheckpoint(ctx context.Context, c campaign.Checkpoint) error
	AddCheckpoints(ctx context.Context, workshop, name, who string, at time.Time) (drafts int, err error)
	RenameCheckpoint(ctx context.Context, draft string, seq int64, name, to string) error
	RemoveCheckpoint(ctx context.Context, draft string, seq int64, name string) error
	Checkpoints(ctx context.Context, draft string) ([]campaign.Checkpoint, error)

	Course(ctx context.Context, workshop string) (campaign.Course, error)
	ChangeCourse(ctx context.Context, workshop string, fn func(c *campaign.Course) error) (campaign.Course, error)

	RaiseHand(ctx context.Context, group string, at time.Time) error
	TakeHand(ctx context.Context, group, name string) error
	LowerHand(ctx context.Context, group string) error
	SetReady(ctx context.Context, group, part string, ready bool, at time.Time) error
	Marks(ctx context.Context, workshop string) (map[string]campaign.Marks, error)
	GroupMarks(ctx context.Context, group string) (campaign.Marks, error)

	AddVote(ctx context.Context, v campaign.Vote) (campaign.Vote, error)
	Votes(ctx context.Context, workshop string) ([]campaign.Vote, error)
	Vote(ctx context.Context, workshop, id string) (campaign.Vote, error)
	CloseVote(ctx context.Context, workshop, id string, now time.Time) (campaign.Vote, error)
	CountVoteByHand(ctx context.Context, workshop, id string, h campaign.HandCount) error
	DeleteVote(ctx context.Context, workshop, id string) error
	PlaceDots(ctx context.Context, workshop, id, who string, dots campaign.Dots) (campaign.Dots, error)
	OwnDots(ctx context.Context, id, who string) (campaign.Dots, error)
	Voters(ctx context.Context, id string) (int, error)
	AddComment(ctx context.Context, draft string, c campaign.Comment) error
	ChangeComment(ctx context.Context, draft, id string, fn func(c *campaign.Comment) error) (campaign.Comment, error)
	Comments(ctx context.Context, draft string) ([]campaign.Comment, error)
	KeepRubricMarks(ctx context.Context, workshop, group, scorer string, change func(c *campaign.Course, had []campaign.RubricMark) ([]campaign.RubricMark, error)) error
	RubricMarks(ctx context.Context, workshop string) ([]campaign.RubricMark, error)

	DraftInfo(ctx context.Context, id string) (campaign.DraftInfo, error)
	DraftInfos(ctx context.Context, workshopID string) ([]campaign.DraftInfo, error)
	DraftStates(ctx context.Context, workshopID string) (map[string]campaign.State, error)
	GroupDraft(ctx context.Context, groupID string) (string, error)
	Ping(ctx context.Context) error
}
