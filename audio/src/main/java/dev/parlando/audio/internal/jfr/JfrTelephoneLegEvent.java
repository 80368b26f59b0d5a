package dev.parlando.audio.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A JFR event for one telephone leg, with its counters. Owned by the thread that creates it. */
@Name("dev.parlando.TelephoneLeg")
@Label("Telephone Leg")
@Category("Parlando")
@Description("A telephone leg ended")
@StackTrace(false)
final class JfrTelephoneLegEvent extends Event {
    @Label("Format")
    String format = "";

    @Label("Policy")
    String policy = "";

    @Label("Packet Time")
    @Timespan(Timespan.MILLISECONDS)
    long packetTime;

    @Label("Packets")
    long packets;

    @Label("Silence Packets")
    long silencePackets;

    @Label("Starved Packets")
    long starvedPackets;

    @Label("Skipped Packets")
    long skippedPackets;

    @Label("Clears")
    long clears;

    @Label("Heard Marks")
    long heardMarks;

    @Label("Cleared Marks")
    long clearedMarks;

    @Label("Median Lateness")
    @Timespan
    long lateP50;

    @Label("Lateness of 99 %")
    @Timespan
    long lateP99;

    @Label("Lateness of 99.9 %")
    @Timespan
    long lateP999;

    @Label("Maximum Lateness")
    @Timespan
    long lateMax;

    @Label("Error")
    @Description("The category of the error, or empty")
    String error = "";

    void setFields(JfrLegRecorder.Leg leg) {
        format = leg.format();
        policy = leg.policy();
        packetTime = leg.ptimeMillis();
        packets = leg.packets();
        silencePackets = leg.silencePackets();
        starvedPackets = leg.starvedPackets();
        skippedPackets = leg.skippedPackets();
        clears = leg.clears();
        heardMarks = leg.heardMarks();
        clearedMarks = leg.clearedMarks();
        lateP50 = leg.p50Nanos();
        lateP99 = leg.p99Nanos();
        lateP999 = leg.p999Nanos();
        lateMax = leg.maxNanos();
        error = leg.error();
    }
}
