package ui

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the figures that an operator may collect at /metrics.
type metrics struct {
	handler  http.Handler
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	r := prometheus.NewRegistry()
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "workbench_requests_total", Help: "Requests by route and status."}, []string{"method", "route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "workbench_request_seconds", Help: "Time to answer by route.", Buckets: prometheus.ExponentialBuckets(.001, 4, 7)}, []string{"route"}),
	}
	r.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(r, promhttp.HandlerOpts{})
	return m
}

// requestLog gives each request an id, tells those who lead how long its answer took, as a browser shows it, and logs it by its route, never by its address: links, codes and
// tokens stand in addresses.
func (s *Server) requestLog(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := randomText(9)
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		began := s.now()
		c.Response().Before(func() { // what is rendered is whole by then: only sending it is missing
			if !caller(c).Leads() {
				return
			}
			ms := float64(s.now().Sub(began).Microseconds()) / 1000
			c.Response().Header().Set("Server-Timing", "app;dur="+strconv.FormatFloat(ms, 'f', 1, 64))
		})
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		took := s.now().Sub(began)
		route := c.Path()
		s.metrics.requests.WithLabelValues(knownMethod(c.Request().Method), route, strconv.Itoa(c.Response().Status)).Inc()
		s.metrics.seconds.WithLabelValues(route).Observe(took.Seconds())
		s.log.Debug("request", "id", id, "method", c.Request().Method, "route", route, "status", c.Response().Status, "ms", float64(took.Microseconds())/float64(time.Millisecond/time.Microsecond))
		return nil
	}
}

// knownMethod is the method as a label: whatever callers make up is one, so that the figures stay few.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// showMetrics serves the figures in Prometheus' text form.
func (s *Server) showMetrics(c echo.Context) error {
	s.metrics.handler.ServeHTTP(c.Response(), c.Request())
	return nil
}

// showHealth says that the program runs.
func (s *Server) showHealth(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// showReady says that the program can serve: its database answers.
func (s *Server) showReady(c echo.Context) error {
	if err := s.store.Ping(c.Request().Context()); err != nil {
		return err
	}
	return c.String(http.StatusOK, "ready\n")
}
