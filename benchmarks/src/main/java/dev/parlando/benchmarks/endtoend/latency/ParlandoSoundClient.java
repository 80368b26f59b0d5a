package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.TimelineEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** The Parlando player on one warm connection with its line open. Confined to the main thread. */
final class ParlandoSoundClient implements SoundClient {
    private final SpeechEngine engine;
    private final SpeechPlayer player;
    private final SpeechRequest request;
    private final LongSupplier firstWriteNanos;
    private final Map<TimelineEvent, Histogram> stages = new EnumMap<>(TimelineEvent.class);
    private final Histogram trimmedMicros = new Histogram(3);
    private int underruns;

    /**
     * Creates a client.
     *
     * @param firstWriteNanos returns when the server wrote the first byte of the current response
     */
    ParlandoSoundClient(URI baseUrl, Path trusted, OutputFormat format, LongSupplier firstWriteNanos) {
        this.firstWriteNanos = firstWriteNanos;
        engine = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .trustedCertificates(trusted)
                .build();
        player = SpeechPlayer.builder(engine).open();
        request = SpeechRequest.builder("measure")
                .voice("voice")
                .outputFormat(format)
                .build();
    }

    @Override
    public String name() {
        return "parlando";
    }

    @Override
    public void play() {
        Playback playback = player.say(request);
        playback.join();
        underruns += playback.underruns();
        trimmedMicros.recordValue(Math.round(playback.trimmedMillis() * 1000));
        long calledNanos = System.nanoTime() - playback.timeline().elapsedNanos();
        for (TimelineEvent stage : TimelineEvent.values()) {
            playback.timeline().nanos(stage).ifPresent(nanos -> record(stage, calledNanos + nanos));
        }
    }

    private void record(TimelineEvent stage, long nanos) {
        long micros = (nanos - firstWriteNanos.getAsLong()) / 1000;
        if (micros >= 0) {
            stages.computeIfAbsent(stage, unused -> new Histogram(3)).recordValue(micros);
        }
    }

    @Override
    public int underruns() {
        return underruns;
    }

    @Override
    public String details() {
        StringBuilder text = new StringBuilder("parlando's own timeline, ms after the first write, p50/p99:");
        stages.forEach((stage, micros) -> text.append(String.format(
                Locale.ROOT,
                " %s %.2f/%.2f",
                stage.name().toLowerCase(Locale.ROOT),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3)));
        return text.append(String.format(Locale.ROOT, "; trimmed %.2f", trimmedMicros.getValueAtPercentile(50) / 1e3))
                .toString();
    }

    @Override
    public void close() {
        player.close();
        engine.close();
    }
}
