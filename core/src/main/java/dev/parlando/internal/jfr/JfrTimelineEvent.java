package dev.parlando.internal.jfr;

import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Timespan;

/**
 * A JFR event that is created at the end of an utterance, with the times of its timeline relative to the call. Owned by
 * the thread that creates it.
 */
public abstract class JfrTimelineEvent extends Event {
    /** Value that JFR treats as a missing time. */
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

    /** Copies the times that the timeline has recorded. */
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

    /** Returns the time of a timeline event in JFR's representation. */
    protected static long nanos(Timeline timeline, TimelineEvent event) {
        return timeline.nanos(event).orElse(NONE);
    }
}
