package dev.parlando.audio.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A JFR event for a gap in the audio of an utterance. Owned by the thread that creates it. */
@Name("dev.parlando.Underrun")
@Label("Underrun")
@Category("Parlando")
@Description("An utterance continues after an underrun: its audio arrived late")
@StackTrace(false)
final class JfrUnderrunEvent extends Event {
    @Label("Gap")
    @Timespan
    long gap;
}
