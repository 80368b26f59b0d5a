package dev.parlando.audio.internal.player;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A trace of audio arrivals of one utterance. The recorded traces come from a server that sent in real time. */
record ArrivalTrace(String name, List<Arrival> list) {
    private static final double LENGTH_MILLIS = 6_000;

    /** An arrival: the total length of audio received by a point in time. */
    record Arrival(double atMillis, double totalMillis) {}

    /** Returns pieces of equal length at equal intervals. */
    static ArrivalTrace paced(String name, double everyMillis, double soundMillis) {
        List<Arrival> list = new ArrayList<>();
        for (int i = 0; i * soundMillis < LENGTH_MILLIS; i++) {
            list.add(new Arrival(i * everyMillis, (i + 1) * soundMillis));
        }
        return new ArrivalTrace(name, list);
    }

    /** Returns this trace with a stall, at the end of which all delayed audio arrives together. */
    ArrivalTrace stalled(double fromMillis, double forMillis) {
        List<Arrival> late = new ArrayList<>();
        for (Arrival arrival : list) {
            boolean inside = arrival.atMillis() > fromMillis && arrival.atMillis() < fromMillis + forMillis;
            late.add(inside ? new Arrival(fromMillis + forMillis, arrival.totalMillis()) : arrival);
        }
        return new ArrivalTrace(name, late);
    }

    /** Returns this trace with a gap after every {@code everyMillis} of audio, as if the server had paused. */
    ArrivalTrace withGaps(double gapMillis, double everyMillis) {
        List<Arrival> late = new ArrayList<>();
        for (Arrival arrival : list) {
            double gaps = Math.floor(arrival.atMillis() / everyMillis);
            late.add(new Arrival(arrival.atMillis() + gaps * gapMillis, arrival.totalMillis()));
        }
        return new ArrivalTrace(name, late);
    }

    /** Returns this trace with random delays, as over a radio link. The order of arrivals is kept. */
    ArrivalTrace jittery(double meanMillis, long seed) {
        Random random = new Random(seed);
        List<Arrival> late = new ArrayList<>();
        double last = 0;
        for (Arrival arrival : list) {
            last = Math.max(last, arrival.atMillis() - meanMillis * Math.log(1 - random.nextDouble()));
            late.add(new Arrival(last, arrival.totalMillis()));
        }
        return new ArrivalTrace(name, late);
    }

    static ArrivalTrace recorded(String format) {
        List<Arrival> list = new ArrayList<>();
        try (InputStream in = ArrivalTrace.class.getResourceAsStream("arrivals/" + format + ".csv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line :
                    lines.lines().filter(text -> !text.startsWith("#")).toList()) {
                String[] micros = line.split(",", -1);
                list.add(new Arrival(Long.parseLong(micros[0]) / 1e3, Long.parseLong(micros[1]) / 1e3));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrivalTrace("recorded " + format, list);
    }

    /**
     * Returns the lateness of the latest arrival, compared with playback from the first sample on, or 0 if none was
     * late.
     */
    double latenessMillis() {
        double first = list.get(0).atMillis();
        double lateness = 0;
        for (int i = 1; i < list.size(); i++) {
            lateness = Math.max(
                    lateness, list.get(i).atMillis() - first - list.get(i - 1).totalMillis());
        }
        return lateness;
    }

    @Override
    public String toString() {
        return name;
    }
}
