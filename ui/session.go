package ui

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"workbench/campaign"
)

// The keys of what a session knows. One session may hold both: a facilitator who also sits at a table.
const (
	sessionAccount = "account"
	sessionMember  = "member"
	sessionNotice  = "notice" // a sentence for the next page
)

const callerKey = "caller"

// newSessions keeps sessions in the database under the hash of their token, so that a stolen database
// signs nobody in. The same token serves as cookie and as bearer token of the JSON interface.
func newSessions(store sessionStore, cfg Config) *scs.SessionManager {
	// Not scs.New, which starts a store in memory that is swept for ever.
	m := &scs.SessionManager{Store: contextStore{store}, Codec: sessionCodec{}}
	m.HashTokenInStore = true
	m.Lifetime = 30 * 24 * time.Hour // a seat outlives the workshop's days
	m.Cookie.Name = "workbench"
	m.Cookie.Path = "/"
	m.Cookie.Persist = true
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	// Plain HTTP at a LAN address is the normal case; a Secure cookie would never come back.
	m.Cookie.Secure = cfg.TLS || strings.HasPrefix(cfg.PublicURL, "https://")
	return m
}

// sessionStore keeps sessions by the hash of their token.
type sessionStore interface {
	FindCtx(ctx context.Context, token string) (data []byte, exists bool, err error)
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	DeleteCtx(ctx context.Context, token string) error
}

// contextStore adds the methods without a context that scs.Store names; scs prefers the others.
type contextStore struct{ sessionStore }

func (contextStore) Delete(string) error               { panic("ui: session store without context") }
func (contextStore) Find(string) ([]byte, bool, error) { panic("ui: session store without context") }
func (contextStore) Commit(string, []byte, time.Time) error {
	panic("ui: session store without context")
}

// bearer returns the token of an Authorization header and whether there is such a header.
func bearer(r *http.Request) (string, bool) {
	h := r.Header.Get("Authorization")
	if h == "" {
		return "", false
	}
	scheme, token, _ := strings.Cut(h, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", true
	}
	return strings.TrimSpace(token), true
}

// loadSession loads the session of the bearer token or, where no Authorization header was sent, of the
// cookie. With a header the cookie is ignored altogether.
func (s *Server) loadSession(next echo.HandlerFunc) echo.HandlerFunc {
	cookie := echo.WrapMiddleware(s.sessions.LoadAndSave)(next)
	return func(c echo.Context) error {
		if isAsset(c.Request().URL.Path) {
			return next(c)
		}
		token, ok := bearer(c.Request())
		if !ok {
			return cookie(c)
		}
		ctx, err := s.sessions.Load(c.Request().Context(), token)
		if err != nil {
			return err
		}
		c.SetRequest(c.Request().WithContext(ctx))
		if s.sessions.GetString(ctx, sessionAccount) == "" && s.sessions.GetString(ctx, sessionMember) == "" {
			return campaign.Fail(campaign.Unauthenticated, "", "This token is not known, or it has ended. Sign in or join again.")
		}
		return next(c)
	}
}

// identify finds out who asks. A removed member and an account that is gone are strangers.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if isAsset(c.Request().URL.Path) {
			return next(c)
		}
		caller, err := s.whoIs(c)
		if err != nil {
			return err
		}
		if _, ok := bearer(c.Request()); ok && caller.Role == campaign.Stranger {
			return campaign.Fail(campaign.Unauthenticated, "", "This token is not known, or it has ended. Sign in or join again.")
		}
		if !caller.Leads() { // the facilitator may look at the laptop's own address from the laptop
			s.arrivals.note(c)
		}
		c.Set(callerKey, caller)
		return next(c)
	}
}

func (s *Server) whoIs(c echo.Context) (campaign.Caller, error) {
	ctx := c.Request().Context()
	if value := s.sessions.GetString(ctx, sessionAccount); value != "" {
		id, _, _ := strings.Cut(value, " ")
		a, err := s.store.Account(ctx, id)
		if err == nil && value == proven(a) && (!a.Demo || s.cfg.Demo) {
			return campaign.Caller{Role: a.Role, ID: a.ID, Name: a.Name}, nil
		}
		if err != nil && campaign.CodeOf(err) != campaign.NotFound {
			return campaign.Caller{}, err
		}
	}
	if id := s.sessions.GetString(ctx, sessionMember); id != "" {
		m, err := s.store.Member(ctx, id)
		if err == nil && !m.Removed {
			draft, err := s.store.GroupDraft(ctx, m.GroupID)
			if err != nil {
				return campaign.Caller{}, err
			}
			return campaign.Caller{Role: campaign.MemberRole, ID: m.ID, Name: m.Name, Pseudonym: m.Pseudonym,
				WorkshopID: m.WorkshopID, GroupID: m.GroupID, DraftID: draft, Host: m.Host}, nil
		}
		if err != nil && campaign.CodeOf(err) != campaign.NotFound {
			return campaign.Caller{}, err
		}
	}
	return campaign.Caller{}, nil
}

// caller returns who asks.
func caller(c echo.Context) campaign.Caller {
	who, _ := c.Get(callerKey).(campaign.Caller)
	return who
}

// signIn makes the cookie's session that of the account or member. The token is renewed, so that a token
// planted before signing in is worth nothing.
func (s *Server) signIn(c echo.Context, key, id string) error {
	ctx := c.Request().Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, key, id)
	return nil
}

// newToken makes a session for the JSON interface and returns its token. The cookie plays no part.
func (s *Server) newToken(c echo.Context, key, id string) (string, error) {
	// The request's context holds the session of the caller's cookie or token, which must stay what it is.
	ctx, err := s.sessions.Load(withoutSession{c.Request().Context()}, "")
	if err != nil {
		return "", err
	}
	s.sessions.Put(ctx, key, id)
	token, _, err := s.sessions.Commit(ctx)
	return token, err
}

// withoutSession is a request's context with its deadline and cancellation, and no session in it.
type withoutSession struct{ context.Context }

// Value holds nothing.
func (withoutSession) Value(any) any { return nil }
