package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An engine in a separate JVM. On request it submits all its utterances concurrently, and reports when none of them is
 * queued for a permit and how they ended.
 *
 * <p>Threading: confined to the calling thread.
 */
final class EngineProcess implements AutoCloseable {
    private static final String READY = "ready";
    private static final String SUBMITTED = "submitted";
    private static final String ALL_PERMITTED = "none waits";
    private static final long POLL_MILLIS = 5;

    private final LineProcess process;

    private EngineProcess(LineProcess process) {
        this.process = process;
    }

    /** Starts the process and waits until its connection is open. */
    static EngineProcess start(URI baseUrl, String key, int utterances) throws IOException {
        EngineProcess member = new EngineProcess(LineProcess.startJava(
                List.of("-Xmx256m"), EngineProcess.class, baseUrl.toString(), key, Integer.toString(utterances)));
        member.await(READY);
        return member;
    }

    private void await(String line) throws IOException {
        String seen = process.readLine();
        if (!seen.equals(line)) {
            throw new IOException("'" + seen + "' instead of '" + line + "'");
        }
    }

    /** Makes the engine submit all its utterances. */
    void submit() throws IOException {
        if (!process.ask("go").equals(SUBMITTED)) {
            throw new IOException("an engine submitted nothing");
        }
    }

    /** Waits until none of the utterances is queued for a permit. */
    void awaitAllPermitted() throws IOException {
        await(ALL_PERMITTED);
    }

    /** Waits until all utterances have ended and returns their outcome. */
    FleetOutcome outcome() throws IOException {
        return FleetOutcome.parse(process.readLine());
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs the engine, which submits its utterances at the first byte on stdin. */
    public static void main(String[] arguments) throws Exception {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(URI.create(arguments[0]))
                .apiKey(ApiKey.of(arguments[1]))
                .build()) {
            engine.warmUp().toCompletableFuture().get(30, TimeUnit.SECONDS);
            print(READY);
            if (System.in.read() >= 0) {
                speak(engine, Integer.parseInt(arguments[2]));
            }
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void speak(SpeechEngine engine, int utterances) throws InterruptedException {
        List<SpeechStream> streams = new ArrayList<>();
        for (int number = 0; number < utterances; number++) {
            streams.add(engine.stream(request(number), chunk -> ChunkAction.CONTINUE));
        }
        print(SUBMITTED);
        while (anyWaiting(engine, streams)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        print(ALL_PERMITTED);
        print(FleetOutcome.sum(streams.stream().map(EngineProcess::outcomeOf).toList())
                .toLine());
    }

    /** Returns whether any utterance is queued. Requests reach the governor shortly after they are submitted. */
    private static boolean anyWaiting(SpeechEngine engine, List<SpeechStream> streams) {
        Timeline last = streams.get(streams.size() - 1).timeline();
        return last.nanos(TimelineEvent.PERMIT).isEmpty()
                || engine.governor().snapshots().stream().anyMatch(limit -> limit.queued() > 0);
    }

    private static SpeechRequest request(int number) {
        String text = "Number " + number + " of many" + ", and then some more".repeat(number % 3) + ".";
        return SpeechRequest.builder(text)
                .voice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    private static FleetOutcome outcomeOf(SpeechStream stream) {
        boolean complete = isComplete(stream);
        long heldNanos = complete ? nanos(stream, TimelineEvent.LAST_BYTE) - nanos(stream, TimelineEvent.PERMIT) : 0;
        return new FleetOutcome(
                complete ? 1 : 0, complete ? 0 : 1, stream.timeline().attempts().size(), heldNanos);
    }

    private static boolean isComplete(SpeechStream stream) {
        try {
            return !stream.join().cancelled();
        } catch (RuntimeException failure) {
            System.err.println(failure);
            return false;
        }
    }

    private static long nanos(SpeechStream stream, TimelineEvent event) {
        return stream.timeline().nanos(event).orElseThrow();
    }
}
