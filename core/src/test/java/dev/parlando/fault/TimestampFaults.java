package dev.parlando.fault;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.delivery.TimestampedLines;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Responses to requests with timestamps. */
final class TimestampFaults {
    private static final int BYTES = 999;
    private static final String JSON = "application/json";

    private TimestampFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("timestamps");
        answers(rows);
        damage(rows);
        rows.scene(
                WireProtocol.HTTP_1_1, "chunked body", scene -> http1(scene, line().length), Expectation.audio(BYTES));
        rows.scene(
                WireProtocol.HTTP_1_1,
                "chunked body, cut within a line",
                scene -> http1(scene, line().length - 10),
                Expectation.truncated(BYTES, "broke off"));
        return rows.list();
    }

    private static byte[] line() {
        return new TimestampedLines()
                .add(TimestampedLines.audio(1, BYTES), FaultFixture.TEXT, 0)
                .bytes();
    }

    private static byte[] line(String second) {
        return new TimestampedLines()
                .add(TimestampedLines.audio(1, BYTES), FaultFixture.TEXT, 0)
                .addRaw(second)
                .bytes();
    }

    private static void row(FaultRows rows, String name, Consumer<ScriptedStream> answer, Expectation expected) {
        rows.scenes(
                name,
                scene ->
                        FaultFixture.speakTimed(scene.engine(scene.serve(answer).baseUrl())),
                expected);
    }

    private static Consumer<ScriptedStream> json(byte[] body) {
        return stream -> stream.audio(JSON).end(body);
    }

    private static void answers(FaultRows rows) {
        row(rows, "one line", json(line()), Expectation.audio(BYTES));
        row(
                rows,
                "one line in frames of 7 bytes",
                stream -> stream.audio(JSON).data(line(), 7).end(),
                Expectation.audio(BYTES));
        row(
                rows,
                "line without a line break",
                json(Arrays.copyOf(line(), line().length - 1)),
                Expectation.audio(BYTES));
        row(rows, "no content type", stream -> stream.head(200).end(line()), Expectation.audio(BYTES));
        for (String type : List.of("application/json; charset=utf-8", "application/x-ndjson", "application/jsonl")) {
            row(rows, type, stream -> stream.audio(type).end(line()), Expectation.audio(BYTES));
        }
        for (String type : List.of("audio/pcm", "text/html", "application/jsonp")) {
            row(rows, type, stream -> stream.audio(type).end(line()), Expectation.unexpected(type, "audio in JSON"));
        }
    }

    private static void damage(FaultRows rows) {
        row(rows, "no body", stream -> stream.audio(JSON).end(), Expectation.unexpected("single byte"));
        row(
                rows,
                "no audio",
                json("{\"alignment\":null}\n".getBytes(StandardCharsets.UTF_8)),
                Expectation.unexpected("single byte"));
        row(rows, "audio instead of JSON", json(TimestampedLines.audio(1, BYTES)), Expectation.unexpected("line 1"));
        row(
                rows,
                "error object",
                json(("{\"detail\":\"" + FaultFixture.KEY + "\"}").getBytes(StandardCharsets.UTF_8)),
                Expectation.unexpected("line 1", "error"));
        row(
                rows,
                "error object after audio",
                json(line("{\"detail\":\"" + FaultFixture.TEXT + "\"}")),
                unexpected("error instead"));
        row(
                rows,
                "flat error object after audio",
                json(line("{\"message\":\"used up\",\"error\":\"quota_exceeded\",\"code\":1008}")),
                unexpected("quota_exceeded: used up"));
        row(
                rows,
                "status and message after audio",
                json(line("{\"status\":\"internal_server_error\",\"message\":\"it failed\"}")),
                unexpected("internal_server_error: it failed"));
        row(
                rows,
                "key in an error object after audio",
                json(line("{\"error\":\"" + FaultFixture.KEY + " is used up\"}")),
                unexpected("[redacted] is used up"));
        row(rows, "invalid JSON after audio", json(line(FaultFixture.TEXT)), unexpected("not a JSON object"));
        row(
                rows,
                "end of stream within a line",
                json(line("{\"alignment\":[")),
                truncated("ended in the middle of line 3"));
        row(
                rows,
                "reset within a line",
                stream -> {
                    stream.audio(JSON).data(line("{\"alignment\":["));
                    stream.reset(Http2Error.INTERNAL_ERROR);
                },
                truncated("broke off"));
    }

    private static Expectation unexpected(String words) {
        return Expectation.stopped(UnexpectedResponseException.class, (long) BYTES, "line 2", words);
    }

    private static Expectation truncated(String words) {
        return Expectation.truncated(BYTES, words);
    }

    private static StreamOutcome http1(FaultFixture scene, int bytes) throws Exception {
        RawPeer peer = scene.peer(connection -> {
            Http1Peer http1 = new Http1Peer(connection);
            http1.request();
            http1.send("HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            http1.send(Integer.toHexString(bytes) + "\r\n");
            http1.send(new String(line(), 0, bytes, StandardCharsets.ISO_8859_1) + "\r\n");
            if (bytes == line().length) {
                http1.send("0\r\n\r\n");
            } else {
                http1.cut();
            }
        });
        return FaultFixture.speakTimed(scene.engine(peer.baseUrl()));
    }
}
