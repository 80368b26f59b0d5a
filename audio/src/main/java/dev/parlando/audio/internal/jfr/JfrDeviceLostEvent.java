package dev.parlando.audio.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A JFR event for a sound device that was lost during playback. Owned by the thread that creates it. */
@Name("dev.parlando.DeviceLost")
@Label("Device Lost")
@Category("Parlando")
@Description("A sound device was lost; the gap is missing if playback did not resume")
@StackTrace(false)
final class JfrDeviceLostEvent extends Event {
    @Label("Device")
    String device = "";

    @Label("Why")
    String why = "";

    @Label("Gap")
    @Timespan
    long gap;
}
