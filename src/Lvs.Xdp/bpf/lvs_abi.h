/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What lvsd and the XDP program share: the layout of every map. The C# mirrors of these structures are in
 * Lvs.Engine (Tables/); tests hold the two against each other, field by field.
 * Whoever changes a layout raises LVS_ABI_VERSION, and a newer lvsd refuses to adopt an older table.
 *
 * Addresses stand in network order, IPv4 in the first four of sixteen bytes and the rest zero. Ports stand in network
 * order. Everything else is in host order. Times are ticks: CLOCK_MONOTONIC nanoseconds >> 24.
 */
#ifndef LVS_ABI_H
#define LVS_ABI_H

#define LVS_ABI_VERSION 3
#define LVS_TICK_SHIFT 24

/* ---- connections: BPF_MAP_TYPE_ARRAY, BPF_F_MMAPABLE, key = slot, slot 0 never used --------------------------- */

enum lvs_kind {			/* lvs_connection.kind; lvsd writes it last, and clears it first */
	LVS_FREE = 0,
	LVS_CONNECTION = 1,	/* a connection; found by the index */
	LVS_TEMPLATE = 2,	/* a persistence template; never found by a packet */
	LVS_RETIRED = 3,	/* no longer in the index; waits out its grace period */
};

enum lvs_method {		/* IPVS's numbers */
	LVS_MASQUERADE = 0,
	LVS_LOCAL = 1,
	LVS_TUNNEL = 2,
	LVS_DIRECT = 3,
};

/* lvs_connection.state is one 32-bit word, changed by compare-and-swap only:
 * bits 0..7 the protocol's state, bit 8 NOOUTPUT (no packet from the server seen: the one-sided table applies). */
#define LVS_STATE_MASK 0xffu
#define LVS_STATE_NOOUTPUT 0x100u

/* lvs_connection.flags */
#define LVS_F_PUNT 0x01		/* every packet goes to lvsd (one-packet, SCTP with a port change) */
#define LVS_F_CONTROLLED 0x02	/* has a persistence template: conn_reuse_mode does not apply */
#define LVS_F_ONE_PACKET 0x04
#define LVS_F_PORTS 0x08	/* masquerading changes the port */
#define LVS_F_INVALID 0x10	/* of a template: found no more, waits for those it controls; lvsd's */

struct lvs_connection {		/* 192 bytes: three cache lines */
	/* who it is and where it goes: read for both directions; only `state` changes while it lives */
	__u8 client[16];
	__u8 virt[16];
	__u8 server[16];
	__be16 client_port;
	__be16 virtual_port;
	__be16 server_port;
	__u8 protocol;
	__u8 kind;
	__u32 state;
	__u8 family;		/* of client and virtual address: 4 or 6 */
	__u8 server_family;	/* of the real server's: differs only in a tunnel */
	__u8 method;
	__u8 flags;
	/* client to server: written by whichever CPU takes that direction */
	__u64 in_packets;
	__u64 in_bytes;		/* from the IP header on, as IPVS counts */
	__u32 in_seen;		/* ticks */
	__u32 timeout;		/* ticks; of the state it is in */
	__u32 server_id;	/* index into servers and counters */
	__u32 service_id;
	__u32 generation;	/* raised at every reuse of the slot */
	__u16 profile;		/* index into profiles */
	__u16 in_l3_delta;	/* one's-complement sums to add: IPv4 header checksum, */
	__u16 in_l4_delta;	/* transport checksum */
	__u16 in_pad;
	__u32 control;		/* slot of the template, 0 for none; lvsd's */
	__u32 firewall_mark;	/* lvsd's */
	__u32 children;		/* of a template: connections it controls; lvsd's */
	__u32 created;		/* ticks; lvsd's */
	/* server to client */
	__u64 out_packets;
	__u64 out_bytes;
	__u32 out_seen;
	__u32 out_server_id;	/* copies, so that this direction touches two lines only */
	__u16 out_profile;
	__u16 out_l3_delta;
	__u16 out_l4_delta;
	__u16 out_pad;
	__u64 out_route[3];	/* the way to the client, kept by the XDP program (route.h); bits 48..63 of each: its epoch, 0 for none.
				 * Bits 0..47: [0] the next hop's MAC, its first byte lowest; [1] the device, and
				 * from bit 32 the MTU; [2] the device it came in by, and from bit 32 its TOS or traffic class.
				 * Of a template [0] and [1] are the hash of what a persistence engine keys by; lvsd's */
	__u64 out_reserved;
};
#define LVS_ROUTE_EPOCH_SHIFT 48

/* ---- index: BPF_MAP_TYPE_ARRAY, BPF_F_MMAPABLE, key = bucket, a power of two of them --------------------------
 * One cache line of 16 entries. An entry: bits 0..23 slot, bit 24 direction, bits 25..31 tag; 0 is empty.
 * A tuple lives in bucket1 or bucket2 of its hash; lvsd alone writes, entry by entry, and moves an entry by writing
 * the new place before it clears the old. */
#define LVS_BUCKET_ENTRIES 16
#define LVS_ENTRY_SLOT_MASK 0x00ffffffu
#define LVS_ENTRY_REPLY 0x01000000u	/* server to client (masquerading only): src = server, dst = client */
#define LVS_ENTRY_TAG_SHIFT 25

struct lvs_bucket {
	__u32 entry[LVS_BUCKET_ENTRIES];
};

/* The hash of a tuple as the packet shows it. `a0`, `a1` are the source address's two raw 64-bit halves as loaded from
 * memory, `d0`, `d1` the destination's; for IPv4 a0 = source | (u64)destination << 32 (raw 32-bit loads) and that one
 * word alone is mixed. `b` = raw source port | raw destination port << 16 | (u64)protocol << 32.
 *
 *   mix(h, w): h = (h ^ w) * 0x9E3779B97F4A7C15; h ^= h >> 32;
 *   h = seed; IPv4: mix(a0); IPv6: mix(a0) mix(a1) mix(d0) mix(d1); then mix(b); then mix(0).
 *   bucket1 = (u32)h & mask;  tag = h >> 57;  bucket2 = (bucket1 ^ ((tag + 1) * 0x5bd1e995)) & mask */

/* ---- servers: ARRAY, MMAPABLE, key = server id (0 never used) ------------------------------------------------- */

#define LVS_SERVER_READY 0x01	/* the next hop below is known */
#define LVS_SERVER_LOCAL 0x02	/* its address is the director's own: XDP_PASS */
#define LVS_SERVER_GONE 0x04	/* removed: its connections' packets are dropped */
#define LVS_SERVER_PUNT 0x08	/* the way out cannot be taken by XDP: every packet goes to lvsd */
#define LVS_SERVER_NODEST 0x10	/* removed and expire_nodest_conn: punt, lvsd expires the connection */
#define LVS_SERVER_QUIET 0x20	/* weight 0 while expire_nodest_conn is set: a SYN is punted */

struct lvs_server {		/* 128 bytes */
	__u32 flags;
	__u32 ifindex;		/* the device frames leave by */
	__u16 mtu;		/* the largest IP packet that device takes */
	__u16 vlan;		/* tag to push, 0 for none */
	__u8 destination_mac[6];	/* as they stand in a frame, to be copied in one go */
	__u8 source_mac[6];
	__u8 tunnel_type;	/* IPVS's: 0 IPIP, 1 GUE, 2 GRE */
	__u8 tunnel_checksum;	/* 0 none, 1 full, 2 remote */
	__be16 tunnel_port;
	__u8 family;		/* of address and tunnel_source */
	__u8 pad[3];
	__u8 tunnel_source[16];	/* the director's address towards the server */
	__u8 address[16];
	/* lvsd's own half */
	__u64 connections;	/* scheduled since the last reset */
	__u64 in_packets;	/* what went through lvsd itself, less what the CPUs had counted at the last reset: modulo 2^64 */
	__u64 in_bytes;
	__u64 out_packets;
	__u64 out_bytes;
	__u64 own_reserved[3];
};

/* ---- counters: ARRAY, MMAPABLE, key = cpu * max_servers + server id ------------------------------------------- */
struct lvs_counters {
	__u64 in_packets, in_bytes, out_packets, out_bytes;
};

/* ---- ledgers: ARRAY, MMAPABLE, key = service id; lvsd's alone, and here because it outlives it ------------------ */
#define LVS_MAX_LEDGERS 65537
struct lvs_ledger {		/* 64 bytes: what forgotten real servers came to; in 0, what forgotten services did */
	__u64 connections;
	__u64 in_packets;
	__u64 in_bytes;
	__u64 out_packets;
	__u64 out_bytes;
	__u64 reserved[3];
};

/* ---- services: HASH, key below -> lvs_service_value ---------------------------------------------------------- */
#define LVS_MAX_SERVICES 65536
struct lvs_service_key {
	__u8 address[16];
	__be16 port;		/* 0: every port */
	__u8 protocol;
	__u8 family;
};
struct lvs_service_value {
	__u32 service_id;
	__u32 flags;
};

/* ---- addresses: HASH, key below -> __u32 flags: what an address is to us, for packets without a port ----------- */
#define LVS_MAX_ADDRESSES 262144
#define LVS_ADDRESS_VIRTUAL 0x01
#define LVS_ADDRESS_SERVER 0x02	/* of a masqueraded real server */
struct lvs_address_key {
	__u8 address[16];
	__u32 family;
};

/* ---- marks4, marks6: LPM_TRIE on the destination -> lvs_mark_ranges: what the firewall-mark classifier might want */
struct lvs_mark4_key {
	__u32 prefix_length;
	__u8 address[4];
};
struct lvs_mark6_key {
	__u32 prefix_length;
	__u8 address[16];
};
#define LVS_MAX_MARK_PREFIXES 16384
#define LVS_MARK_RANGES 16
struct lvs_mark_range {
	__u16 low, high;	/* host order, inclusive */
	__u8 protocol;		/* 0: TCP, UDP and SCTP */
	__u8 pad[3];
};
struct lvs_mark_ranges {
	__u32 count;
	struct lvs_mark_range range[LVS_MARK_RANGES];
};

/* ---- links: ARRAY, MMAPABLE, key = ifindex ------------------------------------------------------------------- */
#define LVS_MAX_LINKS 65536
#define LVS_LINK_KNOWN 0x01
#define LVS_LINK_REDIRECT 0x02	/* frames can be redirected out of it (or out of redirect_ifindex) */
struct lvs_link {		/* 32 bytes */
	__u32 flags;
	__u32 redirect_ifindex;	/* itself, or a VLAN device's parent */
	__u32 xsk_base;		/* where its queues begin in xsks */
	__u32 queues;
	__u16 vlan;
	__u16 mtu;
	__u8 mac[6];
	__u8 virtual_mac[6];	/* a virtual router's (VRRP); zero for none */
};

/* ---- xsks: XSKMAP, key = links[ingress].xsk_base + rx queue --------------------------------------------------- */
#define LVS_MAX_XSKS 1024

/* ---- profiles: ARRAY, MMAPABLE: state tables and timeouts; 0 is the director's, others belong to single services */
#define LVS_MAX_PROFILES 256
#define LVS_TCP_STATES 16	/* IPVS has 11: NONE ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT TIME_WAIT CLOSE CLOSE_WAIT
				 * LAST_ACK LISTEN SYNACK, numbered from 0 */
#define LVS_SCTP_STATES 16	/* NONE INIT1 INIT COOKIE_SENT COOKIE_REPLIED COOKIE_WAIT COOKIE COOKIE_ECHOED ESTABLISHED
				 * SHUTDOWN_SENT SHUTDOWN_RECEIVED SHUTDOWN_ACK_SENT REJECTED CLOSED */
#define LVS_SCTP_EVENTS 16	/* by chunk: DATA INIT INIT_ACK COOKIE_ECHO COOKIE_ACK SHUTDOWN SHUTDOWN_ACK
				 * SHUTDOWN_COMPLETE ERROR ABORT, numbered from 0 */
enum lvs_side { LVS_INPUT = 0, LVS_OUTPUT = 1, LVS_INPUT_ONLY = 2 };
enum lvs_tcp_event { LVS_TCP_SYN = 0, LVS_TCP_FIN = 1, LVS_TCP_ACK = 2, LVS_TCP_RST = 3 };
struct lvs_profile {		/* 1280 bytes */
	__u8 tcp_next[4][4][LVS_TCP_STATES];		/* [side][event][state] */
	__u8 sctp_next[3][LVS_SCTP_EVENTS][LVS_SCTP_STATES];
	__u32 tcp_timeout[LVS_TCP_STATES];		/* ticks */
	__u32 sctp_timeout[LVS_SCTP_STATES];
	__u32 udp_timeout;
	__u32 tcp_active;	/* bit n: state n counts as active */
	__u32 sctp_active;
	__u32 reserved;
	__u32 pad[28];
};

/* ---- settings: ARRAY of one, MMAPABLE ------------------------------------------------------------------------ */
#define LVS_SET_SLOPPY_TCP 0x01
#define LVS_SET_SLOPPY_SCTP 0x02
#define LVS_SET_FTP_FALLBACK 0x04	/* a service on TCP port 21 exists */
#define LVS_SET_NO_PMTU_DISC 0x08	/* pmtu_disc is 0: a tunnel's outer header never has DF */
#define LVS_SET_REUSE 0x10		/* conn_reuse_mode bit 1 */
#define LVS_SET_REUSE_FIN 0x20		/* conn_reuse_mode bit 2 */
#define LVS_SET_MARKS4 0x40		/* marks4 is not empty */
#define LVS_SET_MARKS6 0x80
#define LVS_SET_NAT_ICMP 0x100		/* nat_icmp_send: what real servers send without a connection goes up */
#define LVS_SET_SCHEDULE_ICMP 0x200	/* schedule_icmp: errors about unknown connections of services go up */
struct lvs_settings {
	__u32 abi_version;
	__u32 flags;
	__u64 hash_seed;
	__u32 capacity;		/* entries of connections */
	__u32 index_mask;	/* buckets - 1 */
	__u32 max_servers;
	__u32 cpus;
	__u64 events_lost;	/* events the ring had no room for: lvsd recounts */
	__u32 route_epoch;	/* 1..65535; raised when a way to a client may have changed, 0 while none may be kept */
	__u32 routes_until;	/* ticks; then ways that were kept count no more, until lvsd sets it again */
	__u64 reserved;
};

/* ---- events: RINGBUF of these -------------------------------------------------------------------------------- */
#define LVS_EVENTS_SIZE (4 * 1024 * 1024)
struct lvs_event {		/* 16 bytes: a connection changed between active and inactive, its timeout shrank, or it was the first
				 * time that one with a template was answered */
	__u32 slot;
	__u32 generation;
	__u8 from;
	__u8 to;
	__u16 pad;
	__u32 when;		/* ticks */
};

/* ---- reasons: ARRAY of __u64, MMAPABLE, key = cpu * LVS_REASONS + reason -------------------------------------- */
#define LVS_REASONS 64
enum lvs_reason {
	/* forwarded in the kernel */
	LVS_R_FORWARDED_IN = 0,		/* client to server */
	LVS_R_FORWARDED_OUT = 1,	/* server to client */
	LVS_R_DELIVERED_LOCALLY = 2,	/* a known flow of a real server on the director */
	/* passed to the host's stack */
	LVS_R_PASS_NOT_IP = 8,
	LVS_R_PASS_OTHER_MAC = 9,
	LVS_R_PASS_PROTOCOL = 10,	/* no protocol of ours, echo to the VIP included */
	LVS_R_PASS_NO_SERVICE = 11,
	LVS_R_PASS_NOT_OPENING = 12,	/* unknown TCP or SCTP that opens nothing */
	LVS_R_PASS_ICMP = 13,		/* an ICMP error about no flow of ours */
	LVS_R_PASS_FRAGMENT = 14,	/* a fragment between addresses that are not ours */
	LVS_R_PASS_OPTIONS = 15,	/* likewise with IP options or unusual extension headers */
	LVS_R_PASS_NOT_FORWARDED = 16,	/* a reply the host would not forward: the client is the director itself */
	/* sent up to lvsd */
	LVS_R_PUNT_FIRST = 24,		/* first packet of a connection, or of a one-packet service */
	LVS_R_PUNT_REUSE = 25,		/* a SYN on a connection that is over */
	LVS_R_PUNT_ONE_PACKET = 26,
	LVS_R_PUNT_FRAGMENT = 27,
	LVS_R_PUNT_OPTIONS = 28,
	LVS_R_PUNT_ICMP = 29,		/* an ICMP error about a flow of ours */
	LVS_R_PUNT_SCTP = 30,		/* needs a new CRC-32C */
	LVS_R_PUNT_TOO_BIG = 31,
	LVS_R_PUNT_TTL = 32,		/* its TTL ends here */
	LVS_R_PUNT_NEXT_HOP = 33,	/* no next hop known yet */
	LVS_R_PUNT_EGRESS = 34,		/* the device cannot take a redirect */
	LVS_R_PUNT_NODEST = 35,
	LVS_R_PUNT_TUNNEL = 36,		/* an encapsulation XDP leaves to lvsd */
	LVS_R_PUNT_SERVER = 37,		/* a real server talks without a connection (nat_icmp_send) */
	/* dropped */
	LVS_R_DROP_MALFORMED = 48,
	LVS_R_DROP_GONE = 49,		/* its real server was removed */
	LVS_R_DROP_UNATTENDED = 50,	/* no lvsd to send it up to */
	LVS_R_DROP_FORWARDING = 51,	/* the host does not forward (net.ipv4.ip_forward) */
	LVS_R_DROP_NO_ROUTE = 52,
	LVS_R_DROP_EVENT = 53,		/* not a packet: an event the ring had no room for */
};

#endif
