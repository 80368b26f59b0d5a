package dev.parlando.command.bench.load;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.SpeechPlayerBuilder;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.speech.LiveText;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Streams that are played, with a player and a line of its own for each stream in flight. */
final class PlayedLoad implements StreamStarter {
    private final EngineSupply engines;
    private final @Nullable LiveWords live;
    private final List<Station> stations;
    private final Queue<Station> idle;
    private final RunningStreams running = new RunningStreams();

    /** A player and its source. */
    private record Station(TeeSource source, SpeechPlayer player) {}

    /**
     * Opens the players.
     *
     * @param device name of the device, {@code none} for no device, or null for the default device
     * @param players maximum number of streams in flight
     * @param live writes the texts, or null to send them whole
     */
    PlayedLoad(EngineSupply engines, @Nullable String device, int players, @Nullable LiveWords live) {
        this.engines = engines;
        this.live = live;
        stations = Stream.generate(() -> open(device)).limit(players).toList();
        idle = new ConcurrentLinkedQueue<>(stations);
    }

    private static Station open(@Nullable String device) {
        TeeSource source = new TeeSource();
        SpeechPlayerBuilder player = SpeechPlayer.builder(source);
        if ("none".equals(device)) {
            player.sink(new NullSink());
        } else if (device != null) {
            player.device(device);
        }
        return new Station(source, player.open());
    }

    @Override
    public CompletableFuture<StreamResult> start(
            PlannedStream stream, long runStartNanos, @Nullable Long intendedNanos) {
        Station station = Objects.requireNonNull(idle.poll(), "more streams than players");
        return engines.lease(stream.region())
                .thenCompose(lease -> play(stream, station, lease, runStartNanos, intendedNanos)
                        .whenComplete((result, failure) -> lease.release().run()))
                .whenComplete((result, failure) -> idle.add(station));
    }

    private CompletableFuture<StreamResult> play(
            PlannedStream stream,
            Station station,
            EngineLease lease,
            long runStartNanos,
            @Nullable Long intendedNanos) {
        StreamProbe probe = new StreamProbe(stream.request().outputFormat());
        station.source.begin(lease.source(), probe);
        StreamMeasurement measurement =
                new StreamMeasurement(stream, live != null, runStartNanos, intendedNanos, System.nanoTime());
        Playback playback = say(station.player, stream);
        Runnable cancellation = playback::stop;
        running.add(cancellation);
        return playback.completion()
                .handle((PlaybackResult result, Throwable thrown) -> StreamedLoad.withNameLookup(
                                measurement, lease, probe)
                        .thenApply(unused -> {
                            running.remove(cancellation);
                            return measurement.result(
                                    playback.timeline(),
                                    probe,
                                    heard(playback),
                                    thrown == null ? null : FailureReporter.unwrap(thrown),
                                    result != null && result.stopped());
                        }))
                .thenCompose(result -> result)
                .toCompletableFuture();
    }

    private Playback say(SpeechPlayer player, PlannedStream stream) {
        if (live == null) {
            return player.say(stream.request());
        }
        LiveText text = LiveWords.textOf(stream.request());
        Playback playback = player.say(text);
        live.write(text, stream.request().text());
        return playback;
    }

    private static StreamMeasurement.Heard heard(Playback playback) {
        return new StreamMeasurement.Heard(Math.round(playback.trimmedMillis() * 1000), playback.underruns());
    }

    @Override
    public void cancel() {
        running.cancelAll();
    }

    @Override
    public void close() {
        stations.forEach(station -> station.player.close());
        if (live != null) {
            live.close();
        }
        engines.close();
    }
}
