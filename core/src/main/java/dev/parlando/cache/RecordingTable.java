package dev.parlando.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.cache.Recording;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The recordings in memory by key, within a limit of bytes. To make room, those without a reader are removed, the one
 * that was not used for the longest time first.
 *
 * <p>Threading: safe for use from any thread. No method calls other code.
 */
final class RecordingTable {
    /** One recording of at most this part of the limit is kept. */
    private static final int SHARE = 4;

    /** A recording and its use, which the table guards. */
    static final class Entry {
        private final Recording recording;
        private int readers = 1;
        private long bytes;
        private boolean listed = true;

        private Entry(Recording recording) {
            this.recording = recording;
        }

        Recording recording() {
            return recording;
        }
    }

    /**
     * The entry that a call reads.
     *
     * @param created whether the call has to fill the recording
     */
    record Join(Entry entry, boolean created) {}

    private final long limitBytes;
    private final long maxAgeMillis;

    @GuardedBy("this")
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("this")
    private long usedBytes;

    @GuardedBy("this")
    private long evictions;

    RecordingTable(long limitBytes, long maxAgeMillis) {
        this.limitBytes = limitBytes;
        this.maxAgeMillis = maxAgeMillis;
    }

    /** Returns the largest recording that is kept, in bytes. */
    long maxRecordingBytes() {
        return limitBytes / SHARE;
    }

    /** Adds a reader to the recording of a key, or to a new one if there is none or if it is too old. */
    synchronized Join join(String key, long nowMillis) {
        Entry known = entries.get(key);
        if (known != null && nowMillis - known.recording.createdMillis() < maxAgeMillis) {
            known.readers++;
            return new Join(known, false);
        }
        if (known != null) {
            remove(known);
        }
        Entry created = new Entry(new Recording(key, nowMillis));
        entries.put(key, created);
        return new Join(created, true);
    }

    /** Reserves bytes for a recording. Returns false if it would be too large, or if readers use all of the memory. */
    synchronized boolean reserve(Entry entry, long bytes) {
        if (!entry.listed || entry.bytes + bytes > maxRecordingBytes()) {
            return false;
        }
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (usedBytes + bytes > limitBytes && oldestFirst.hasNext()) {
            Entry oldest = oldestFirst.next();
            if (oldest.readers == 0) {
                oldestFirst.remove();
                oldest.listed = false;
                release(oldest);
                evictions++;
            }
        }
        if (usedBytes + bytes > limitBytes) {
            return false;
        }
        entry.bytes += bytes;
        usedBytes += bytes;
        return true;
    }

    /** Removes a recording, so that no further call reads it. Its memory is counted until its last reader leaves. */
    synchronized void remove(Entry entry) {
        if (entry.listed) {
            entry.listed = false;
            entries.remove(entry.recording.key());
        }
        if (entry.readers == 0) {
            release(entry);
        }
    }

    synchronized boolean isListed(Entry entry) {
        return entry.listed;
    }

    /** Removes a reader. Returns whether it was the last one of a recording that is not complete. */
    synchronized boolean leave(Entry entry) {
        entry.readers--;
        boolean abandoned = entry.readers == 0 && entry.recording.isOpen();
        if (abandoned || (entry.readers == 0 && !entry.listed)) {
            remove(entry);
        }
        return abandoned;
    }

    @GuardedBy("this")
    private void release(Entry entry) {
        usedBytes -= entry.bytes;
        entry.bytes = 0;
    }

    synchronized long usedBytes() {
        return usedBytes;
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized long evictions() {
        return evictions;
    }
}
