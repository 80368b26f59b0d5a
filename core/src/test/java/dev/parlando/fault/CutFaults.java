package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestProgress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The positions at which a connection can be lost: after every single byte of a recorded response. */
final class CutFaults {
    private static final int BYTES = 500;

    private CutFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("cut");
        everyByte(rows, "at every byte before the response headers are complete", RecordedResponse.Part.NOTHING);
        everyByte(rows, "at every byte between response headers and audio", RecordedResponse.Part.HEAD);
        everyByte(rows, "at every byte of the audio", RecordedResponse.Part.AUDIO);
        everyByte(rows, "at every byte after the end", RecordedResponse.Part.WHOLE);
        rows.raw(
                "TCP reset before the response headers",
                peer -> {
                    peer.handshake();
                    peer.connection().resetTcp();
                },
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
        rows.scenes(
                "TCP reset during the audio", CutFaults::resetDuringAudio, Expectation.truncated(BYTES, "127.0.0.1"));
        return rows.list();
    }

    private static void everyByte(FaultRows rows, String name, RecordedResponse.Part part) {
        Expectation last =
                switch (part) {
                    case NOTHING, HEAD -> Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1");
                    case AUDIO -> Expectation.truncatedSomewhere("127.0.0.1");
                    case WHOLE -> Expectation.audio(120);
                };
        rows.scenes(name, scene -> cutEverywhere(scene, part), last);
    }

    /** Cuts one connection after another, each one byte later, and returns the last outcome. */
    private static StreamOutcome cutEverywhere(FaultFixture scene, RecordedResponse.Part part) throws Exception {
        RecordedResponse recording = RecordedResponse.make(scene);
        AtomicInteger cutAfter = new AtomicInteger();
        // In cleartext no request is sent before the SETTINGS, and a connection without a byte is not HTTP/2.
        int settingsBytes = scene.wire().secure() ? 0 : recording.firstFrameBytes();
        RawPeer peer = scene.http2(connection -> {
            int length = cutAfter.get();
            int early = Math.min(length, settingsBytes);
            connection.send(recording.part(0, early));
            if (early == settingsBytes) {
                connection.request();
            }
            connection.send(recording.part(early, length));
            connection.cut();
        });
        SpeechEngine engine = scene.engine(peer.baseUrl());
        StreamOutcome seen = null;
        for (int length = scene.wire().secure() ? 0 : 1; length <= recording.length(); length++) {
            if (recording.part(length) == part) {
                cutAfter.set(length);
                seen = FaultFixture.speak(engine);
                check(seen, part, recording.audioBytes(length), length, length >= settingsBytes);
                // Prevents the next request from using this connection.
                peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS);
            }
        }
        return seen;
    }

    private static void check(
            StreamOutcome seen, RecordedResponse.Part part, int audioBytes, int length, boolean sent) {
        Expectation expected =
                switch (part) {
                    case NOTHING, HEAD ->
                        Expectation.transport(sent ? RequestProgress.PROCESSED : RequestProgress.NOT_SENT);
                    case AUDIO -> Expectation.truncated(audioBytes);
                    case WHOLE -> Expectation.audio(audioBytes);
                };
        List<String> problems = expected.problems(seen);
        if (!problems.isEmpty()) {
            throw new AssertionError("cut after " + length + " bytes: " + problems + "; seen: " + seen.describe());
        }
    }

    private static StreamOutcome resetDuringAudio(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        RawPeer peer = scene.http2(connection -> {
            int stream = connection.handshakeAndHead();
            connection.send(Frames.data(stream, 0, new byte[BYTES]));
            collected.firstChunk.join(); // A reset can overtake sent bytes.
            connection.connection().resetTcp();
        });
        scene.engine(peer.baseUrl()).stream(FaultFixture.request(), collected);
        return StreamOutcome.of(collected);
    }
}
