// Package live is where people write in one draft at the same time: the desk that is the one authority
// over a draft, the log that it needs, and the hub that carries news to open pages.
//
// What it promises, each with a test that fails when it breaks:
//
// Order. A draft has one log, numbered from 1 without gaps. A batch that was made from an older number
// is rebased over what came since and becomes one entry, or is refused and leaves nothing. All readers
// of a draft get its entries in that order.
//
// Durability. An answer is given only after Log.Append has returned, and news is published only after
// that. What was never written is never shown.
//
// Once. The same client and batch give the same answer, however often they come and whichever process
// or restart they reach, and change nothing the second time. Another content under a used pair is
// refused as batch_reused. The log's unique keys are the last arbiter, so that two processes on one
// database need no other agreement.
//
// No gap, no double. A stream subscribes first and reads the log second, so that nothing falls between.
// It gives hello, then every entry after the number it was asked for, each once, in order. Whatever the
// hub could not carry is read from the log, at the latest with the next beat.
//
// Slow readers. A subscription holds 256 events. One that is full is cut off at once, and holds up
// neither writers nor other readers. The page comes back with the last number it saw.
//
// Independence. The lock is one draft's. A slow write in one draft delays no other draft, and one that
// waits for the lock gives up when its context ends.
//
// Leaving. Disconnect ends all streams of a member at once, at every process. Presence is forgotten
// after 30 seconds without news or when the member's last stream on that draft ends. It is never written
// anywhere.
//
// Absent devices. Of a page that goes while it holds unsent edits it is remembered how many and since when,
// for those who lead: until it is heard of again, its edits are in the log, its member is removed, or 24 hours
// have passed. A page that loses its network before it could say so cannot be known: of one that goes
// without taking leave, which a page does as it closes, it is remembered that it is silent since then, until
// the same person is heard of on the draft. Nothing more can be said of it than that. All of it is in memory:
// after a restart a page is known from when it speaks again.
//
// Seen. A page says up to which seq somebody has had its section in sight. That goes with presence, is no promise of
// reading, and is told to the others at most twice a second.
//
// Clocks. Entries are ordered by their number alone; the time that they carry is for people, and may go back.
// All waiting is by the monotonic clock. Nothing that a page sends holds a time.
//
// Who may call. The desk does not know roles: whoever calls it has checked the caller. Only what cannot
// be checked before a stream has begun is asked again through Options.MayRead.
//
// # One process, several processes
//
// The desk keeps the heads of the drafts in use, and before each use asks the log for its position: one
// short read, which is the price of being right beside other processes and after a restored backup.
// Considered and left out: trusting the kept head until an append fails. It saves that read, but an
// append onto another history whose next number happens to be the same would succeed.
// Edits reach the readers at other processes by Notify, which wakes streams to read the log. Presence,
// workshop news and the end of somebody's streams go from hub to hub, by Peers, in messages of ids. Nothing
// of it has to arrive: whether a stream may go on is asked with each beat, a page is present only as long as
// it says so, and after a broken connection streams look at once and instances tell again who is there. Of
// two places of one page the one that was said later counts, by how long ago that was, so that the clocks of
// two machines need not agree. An instance that is silent for ten seconds is taken for dead.
//
// # Lost answers
//
// The desk does not look every batch up before it accepts it. It looks at the recent entries it holds,
// then tries; where the log says that the pair is taken, or the batch cannot be accepted any more (its
// row exists, because it is itself the one that made it), it asks the log for the pair before it refuses.
package live
