package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.process.JavaProcess;
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
 * Is an engine in a JVM of its own, which on demand submits all its utterances at once and says when none of them waits for a
 * permit any more, and how they went.
 *
 * <p>Threading: confined to the caller.
 */
final class Member implements AutoCloseable {
    private static final String READY = "ready";
    private static final String SUBMITTED = "submitted";
    private static final String NONE_WAITS = "none waits";
    private static final long LOOK_MILLIS = 5;

    private final JavaProcess process;

    private Member(JavaProcess process) {
        this.process = process;
    }

    /** Starts it and waits until its connection is open. */
    static Member start(URI baseUrl, String key, int utterances) throws IOException {
        Member member = new Member(JavaProcess.start(
                List.of("-Xmx256m"), Member.class, baseUrl.toString(), key, Integer.toString(utterances)));
        member.await(READY);
        return member;
    }

    private void await(String line) throws IOException {
        String seen = process.readLine();
        if (!seen.equals(line)) {
            throw new IOException("'" + seen + "' instead of '" + line + "'");
        }
    }

    /** Lets it submit all its utterances. */
    void submit() throws IOException {
        if (!process.ask("go").equals(SUBMITTED)) {
            throw new IOException("an engine submitted nothing");
        }
    }

    /** Waits until none of its utterances waits for a permit. */
    void awaitNoneWaits() throws IOException {
        await(NONE_WAITS);
    }

    /** Waits until all utterances are over. */
    Outcome outcome() throws IOException {
        return Outcome.parse(process.readLine());
    }

    @Override
    public void close() {
        process.close();
    }

    /** Speaks when it is told to. */
    public static void main(String[] arguments) throws Exception {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(URI.create(arguments[0]))
                .apiKey(ApiKey.of(arguments[1]))
                .build()) {
            engine.warmUp().toCompletableFuture().get(30, TimeUnit.SECONDS);
            say(READY);
            if (System.in.read() >= 0) {
                speak(engine, Integer.parseInt(arguments[2]));
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void speak(SpeechEngine engine, int utterances) throws InterruptedException {
        List<SpeechStream> streams = new ArrayList<>();
        for (int number = 0; number < utterances; number++) {
            streams.add(engine.stream(request(number), chunk -> ChunkAction.CONTINUE));
        }
        say(SUBMITTED);
        while (waiting(engine, streams)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        say(NONE_WAITS);
        say(Outcome.sum(streams.stream().map(Member::outcomeOf).toList()).toLine());
    }

    /** Returns whether utterances wait; requests reach the governor a moment after they were submitted. */
    private static boolean waiting(SpeechEngine engine, List<SpeechStream> streams) {
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

    private static Outcome outcomeOf(SpeechStream stream) {
        boolean complete = isComplete(stream);
        long heldNanos = complete ? nanos(stream, TimelineEvent.LAST_BYTE) - nanos(stream, TimelineEvent.PERMIT) : 0;
        return new Outcome(
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
