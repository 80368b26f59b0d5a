package dev.parlando.audio.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A JFR event for a gap in an utterance of a telephone leg. Owned by the thread that creates it. */
@Name("dev.parlando.Starvation")
@Label("Starvation")
@Category("Parlando")
@Description("An utterance of a telephone leg continues after a gap: its audio arrived late")
@StackTrace(false)
final class JfrStarvationEvent extends Event {
    @Label("Gap")
    @Timespan
    long gap;
}
