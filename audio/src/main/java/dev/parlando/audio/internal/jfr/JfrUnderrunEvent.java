package dev.parlando.audio.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Tells of a gap in the sound of an utterance. Owned by the thread that makes it. */
@Name("dev.parlando.Underrun")
@Label("Underrun")
@Category("Parlando")
@Description("An utterance that had run dry, since its audio came too late, goes on")
@StackTrace(false)
final class JfrUnderrunEvent extends Event {
    @Label("Gap")
    @Timespan
    long gap;
}
