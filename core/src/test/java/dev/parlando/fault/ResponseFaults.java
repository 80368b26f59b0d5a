package dev.parlando.fault;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.UnexpectedResponseException;
import io.netty.handler.codec.http2.Http2Error;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Responses that are valid HTTP/2 but are not the requested audio. */
final class ResponseFaults {
    private static final int BYTES = 500;
    private static final int MORE_THAN_WE_READ = 300_000;

    private ResponseFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("response");
        successes(rows);
        contentLengths(rows);
        formats(rows);
        rows.scenes("302 to another host", scene -> redirect(scene, 302), refused("302"));
        rows.scenes("308 to another host", scene -> redirect(scene, 308), refused("308"));
        return rows.list();
    }

    private static void successes(FaultRows rows) {
        rows.answer(
                "trailers after the audio",
                stream -> stream.audio("audio/pcm").data(new byte[BYTES]).trailers("x-checksum", "1"),
                Expectation.audio(BYTES));
        rows.answer(
                "trailers only",
                stream -> stream.audio("audio/pcm").trailers("x-checksum", "1"),
                Expectation.unexpected("without a single byte"));
        rows.answer(
                "200 without audio",
                stream -> stream.audio("audio/pcm").end(),
                Expectation.unexpected("without a single byte"));
        rows.raw(
                "200 with END_STREAM in the response headers",
                peer -> peer.send(Frames.frame(
                        Frames.HEADERS,
                        Frames.END_HEADERS | Frames.END_STREAM,
                        peer.handshake(),
                        Frames.block(200, "content-type", "audio/pcm"))),
                Expectation.unexpected("without a single byte"));
        rows.answer("204", stream -> stream.head(204).end(), Expectation.unexpected("204"));
        rows.answer(
                "206",
                stream -> stream.head(206, "content-type", "audio/pcm").end(new byte[BYTES]),
                Expectation.unexpected("206"));
        typed(rows, "text/html", "<html>" + FaultFixture.TEXT + "</html>");
        typed(rows, "application/json", "{\"detail\":\"" + FaultFixture.KEY + "\"}");
        rows.answer("no content type", stream -> stream.head(200).end(new byte[BYTES]), Expectation.audio(BYTES));
        rows.answer(
                "content-encoding gzip, not requested",
                stream -> stream.head(200, "content-type", "audio/pcm", "content-encoding", "gzip")
                        .data(new byte[BYTES])
                        .end(),
                Expectation.unexpected("gzip"));
        rows.answer(
                "content-encoding identity",
                stream -> stream.head(200, "content-type", "audio/pcm", "content-encoding", "identity")
                        .end(new byte[BYTES]),
                Expectation.audio(BYTES));
    }

    private static void formats(FaultRows rows) {
        for (String type : List.of("audio/mpeg", "audio/wav", "audio/ulaw")) {
            rows.answer(
                    "pcm_24000 requested, " + type + " sent",
                    stream -> stream.audio(type).end(new byte[BYTES]),
                    Expectation.unexpected(type, "pcm_24000", "request the format"));
        }
        rows.answer(
                "pcm_24000 requested, audio/L16 sent",
                stream -> stream.audio("audio/L16;rate=24000").end(new byte[BYTES]),
                Expectation.audio(BYTES));
        rows.answer(
                "pcm_24000 requested, a WAV file without content type sent",
                stream -> stream.head(200).end(ascii("RIFF\0\0\0\0WAVE")),
                Expectation.unexpected("a WAV file", "pcm_24000"));
        rows.answer(
                "pcm_24000 requested, a WAV file in frames of one byte sent",
                stream -> stream.audio("audio/pcm").data(ascii("RIFF\0\0\0\0WAVE"), 1),
                Expectation.stopped(UnexpectedResponseException.class, null, "a WAV file", "pcm_24000"));
        rows.answer(
                "200 with an error in JSON",
                stream -> stream.audio("application/json").end(ascii("{\"error\":{\"message\":\"no voice\"}}")),
                Expectation.unexpected("application/json", "no voice"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void typed(FaultRows rows, String type, String body) {
        rows.answer(
                "200 with " + type,
                stream -> stream.head(200, "content-type", type).end(body.getBytes(StandardCharsets.UTF_8)),
                Expectation.unexpected(type));
        rows.answer(
                "200 with " + type + " that never ends",
                stream -> stream.head(200, "content-type", type).data(new byte[MORE_THAN_WE_READ], 10_000),
                Expectation.unexpected(type));
    }

    private static void contentLengths(FaultRows rows) {
        String length = Integer.toString(BYTES);
        rows.answer(
                "body as long as content-length",
                stream -> stream.head(200, "content-length", length).end(new byte[BYTES]),
                Expectation.audio(BYTES));
        rows.answer(
                "body longer than content-length",
                stream -> stream.head(200, "content-length", length)
                        .data(new byte[BYTES])
                        .later(() -> stream.end(new byte[1])),
                Expectation.truncated(BYTES, "content-length"));
        rows.answer(
                "body longer than content-length, in one frame",
                stream -> stream.head(200, "content-length", length).end(new byte[BYTES + 1]),
                Expectation.transport(RequestProgress.PROCESSED, "content-length"));
        rows.answer(
                "body shorter than content-length",
                stream -> stream.head(200, "content-length", length)
                        .data(new byte[BYTES - 1])
                        .later(stream::end),
                Expectation.truncated(BYTES - 1, "content-length"));
    }

    static List<Fault> errorRows() {
        FaultRows rows = new FaultRows("error", List.of(WireProtocol.H2C));
        status(
                rows,
                400,
                Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED, "400", "some_reason"));
        status(
                rows,
                401,
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED, "401", "some_reason"));
        status(rows, 404, refused("404", "some_reason"));
        status(rows, 409, failed("409", "some_reason"));
        status(rows, 422, refused("422", "some_reason"));
        status(rows, 429, Expectation.refused(CapacityException.class, RequestProgress.REFUSED, "429", "some_reason"));
        status(rows, 500, failed("500", "some_reason"));
        status(rows, 503, failed("503", "some_reason"));
        body(rows, "an HTML page", "text/html", "<html><body>Bad Gateway</body></html>", "502: Bad Gateway");
        body(rows, "plain text", "text/plain", "upstream connect error", "upstream connect error");
        body(rows, "a flat error", "application/json", "{\"status\":\"s1\",\"message\":\"m1\"}", "502 s1: m1");
        body(rows, "a nested error", "application/json", "{\"error\":{\"code\":\"c1\",\"message\":\"m1\"}}", "c1: m1");
        body(rows, "key and text in plain text", "text/plain", FaultFixture.KEY + FaultFixture.TEXT, "[text]");
        body(rows, "no body", "text/plain", "");
        body(rows, "truncated JSON", "application/json", "{\"detail\":{\"status\":\"some_rea", "some_rea");
        body(rows, "JSON of another structure", "application/json", "[[[[1]]]]");
        body(rows, "binary data", "application/json", "\u0000\u0001\u00ff");
        rows.answer(
                "body of 300,000 bytes",
                stream -> stream.head(502, "content-type", "text/html")
                        .data(new byte[MORE_THAN_WE_READ], 10_000)
                        .end(),
                failed("502"));
        rows.answer(
                "body that never ends",
                stream -> stream.head(502, "content-type", "text/html").data(new byte[MORE_THAN_WE_READ], 10_000),
                failed("502"));
        rows.answer(
                "body cut off",
                stream -> stream.head(502, "content-type", "text/html")
                        .data(ascii("no healthy upstr"))
                        .cut(),
                failed("502: no healthy upstr"));
        rows.answer(
                "body reset",
                stream -> stream.head(403, "content-type", "application/json")
                        .data(ascii("{\"detail\":{\"status\":\"some_reason\",\"mess"))
                        .reset(Http2Error.INTERNAL_ERROR),
                refused("403 some_reason"));
        rows.answer(
                "key and text in the error body",
                stream -> stream.head(422, "content-type", "application/json")
                        .end(("{\"detail\":[{\"loc\":[\"body\",\"text\"],\"msg\":\"bad " + FaultFixture.KEY
                                        + "\",\"type\":\"value_error\",\"input\":\"" + FaultFixture.TEXT + "\"}]}")
                                .getBytes(StandardCharsets.UTF_8)),
                refused("422"));
        return rows.list();
    }

    private static void status(FaultRows rows, int status, Expectation expected) {
        byte[] body =
                "{\"detail\":{\"status\":\"some_reason\",\"message\":\"because\"}}".getBytes(StandardCharsets.UTF_8);
        rows.answer(
                Integer.toString(status),
                stream ->
                        stream.head(status, "content-type", "application/json").end(body),
                expected);
    }

    private static void body(FaultRows rows, String name, String type, String body, String... words) {
        rows.answer(
                "502 with " + name,
                stream -> stream.head(502, "content-type", type).end(body.getBytes(StandardCharsets.ISO_8859_1)),
                failed(words.length == 0 ? new String[] {"502"} : words));
    }

    private static Expectation refused(String... words) {
        return Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED, words);
    }

    private static Expectation failed(String... words) {
        return Expectation.refused(RequestRejectedException.class, RequestProgress.PROCESSED, words);
    }

    private static StreamOutcome redirect(FaultFixture scene, int status) throws Exception {
        ScriptedServer other = scene.serve(stream -> stream.audio("audio/pcm").end(new byte[BYTES]));
        URI target = URI.create(other.baseUrl().toString().replace("127.0.0.1", "localhost"));
        StreamOutcome outcome = scene.speak(scene.serve(stream ->
                        stream.head(status, "location", target + stream.path()).end())
                .baseUrl());
        if (other.acceptedConnections() > 0) {
            throw new AssertionError("the redirect was followed");
        }
        return outcome;
    }
}
