package dev.parlando.audio.internal.jfr;

import dev.parlando.internal.jfr.JfrTimelineEvent;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A JFR event for one utterance, up to its playback. Owned by the thread that creates it. */
@Name("dev.parlando.Playback")
@Label("Playback")
@Category("Parlando")
@Description("An utterance was played completely, was stopped or failed")
@StackTrace(false)
final class JfrPlaybackEvent extends JfrTimelineEvent {
    @Label("First Decoded")
    @Timespan
    long firstPcm;

    @Label("First Written")
    @Timespan
    long firstPlayed;

    @Label("First Heard")
    @Timespan
    long firstHeard;

    @Label("Heard")
    @Timespan
    long heard;

    @Label("Trimmed")
    @Description("Silence at the beginning that was left out")
    @Timespan
    long trimmed;

    @Label("Underruns")
    int underruns;

    @Label("State")
    String state = "";

    @Label("Sink")
    String sink = "";

    @Override
    protected void setTimeline(Timeline timeline) {
        super.setTimeline(timeline);
        firstPcm = nanos(timeline, TimelineEvent.FIRST_PCM);
        firstPlayed = nanos(timeline, TimelineEvent.FIRST_PLAYED);
        firstHeard = nanos(timeline, TimelineEvent.FIRST_HEARD);
    }
}
