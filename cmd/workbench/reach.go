package main

import (
	"fmt"
	"net"
	"slices"
	"strings"
)

// reachable says under which addresses the listening server can be reached.
type reachable struct {
	scheme, host string
	port         int
}

func hostOf(addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return ""
	}
	return host
}

// here is the address for a browser on this machine.
func (r reachable) here() string {
	host := "127.0.0.1"
	if ip := net.ParseIP(r.host); ip != nil && !ip.IsUnspecified() {
		host = r.host
	}
	return r.url(host)
}

func (r reachable) url(host string) string {
	if r.scheme == "http" && r.port == 80 || r.scheme == "https" && r.port == 443 {
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		return r.scheme + "://" + host
	}
	return r.scheme + "://" + net.JoinHostPort(host, fmt.Sprint(r.port))
}

// fromOutside lists the addresses that other devices may reach, those of usual home and office networks
// first. It asks the system each time, because the addresses change with the network.
func (r reachable) fromOutside() []string {
	if r.host == "localhost" {
		return nil
	}
	only := net.ParseIP(r.host)
	if only != nil && only.IsLoopback() {
		return nil
	}
	var ips []net.IP
	for _, ip := range networkAddresses() {
		if only == nil || only.IsUnspecified() || only.Equal(ip) {
			ips = append(ips, ip)
		}
	}
	var all []string
	for _, ip := range ips {
		all = append(all, r.url(ip.String()))
	}
	return all
}

// networkAddresses lists this machine's IPv4 addresses on networks that are up, private ones first.
func networkAddresses() []net.IP {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var ips []net.IP
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLinkLocalUnicast() {
				ips = append(ips, n.IP)
			}
		}
	}
	slices.SortStableFunc(ips, func(a, b net.IP) int { return preference(a) - preference(b) })
	return ips
}

// preference puts the networks of rooms before those of containers and virtual machines.
func preference(ip net.IP) int {
	switch text := ip.String(); {
	case strings.HasPrefix(text, "192.168."):
		return 0
	case strings.HasPrefix(text, "10."):
		return 1
	case ip.IsPrivate():
		return 2
	}
	return 3
}
