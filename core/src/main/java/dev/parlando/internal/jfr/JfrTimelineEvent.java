package dev.parlando.internal.jfr;

import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Timespan;

/**
 * Is an event that is made at the end of an utterance and tells when its moments came, as times since the call. Owned by the
 * thread that makes it.
 */
public abstract class JfrTimelineEvent extends Event {
    /** What the recorder takes for a time that is not there. */
    private static final long NONE = Long.MIN_VALUE;

    @Label("Permit")
    @Timespan
    protected long permit;

    @Label("Connected")
    @Timespan
    protected long connected;

    @Label("Secured")
    @Timespan
    protected long secured;

    @Label("Request Sent")
    @Timespan
    protected long requestSent;

    @Label("Response Headers")
    @Timespan
    protected long responseHeaders;

    @Label("First Byte")
    @Timespan
    protected long firstByte;

    @Label("Last Byte")
    @Timespan
    protected long lastByte;

    @Label("End")
    @Timespan
    protected long end;

    /** Takes over the moments that have come. */
    protected void setTimeline(Timeline timeline) {
        permit = nanos(timeline, TimelineEvent.PERMIT);
        connected = nanos(timeline, TimelineEvent.CONNECTED);
        secured = nanos(timeline, TimelineEvent.SECURED);
        requestSent = nanos(timeline, TimelineEvent.REQUEST_SENT);
        responseHeaders = nanos(timeline, TimelineEvent.RESPONSE_HEADERS);
        firstByte = nanos(timeline, TimelineEvent.FIRST_BYTE);
        lastByte = nanos(timeline, TimelineEvent.LAST_BYTE);
        end = nanos(timeline, TimelineEvent.END);
    }

    /** Returns a moment as the recorder wants it. */
    protected static long nanos(Timeline timeline, TimelineEvent event) {
        return timeline.nanos(event).orElse(NONE);
    }
}
