package dev.parlando.fault;

import dev.parlando.error.RequestProgress;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;
import java.util.function.Consumer;

/** Uses of RST_STREAM by a peer (RFC 9113, sections 5.4.2 and 7). */
final class ResetFaults {
    private static final long UNKNOWN_CODE = 0xfa17;
    private static final int BYTES = 500;

    private ResetFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("reset", List.of(WireProtocol.H2C));
        for (Http2Error code : Http2Error.values()) {
            add(rows, code.code(), code.name());
        }
        add(rows, UNKNOWN_CODE, Long.toString(UNKNOWN_CODE));
        rows.answer(
                "NO_ERROR after the end",
                stream -> {
                    stream.audio("audio/pcm").end(new byte[BYTES]);
                    stream.reset(Http2Error.NO_ERROR);
                },
                Expectation.audio(BYTES));
        return rows.list();
    }

    private static void add(FaultRows rows, long code, String name) {
        RequestProgress progress =
                code == Http2Error.REFUSED_STREAM.code() ? RequestProgress.REFUSED : RequestProgress.PROCESSED;
        rows.answer(
                name + " before the response headers",
                stream -> stream.reset(code),
                Expectation.transport(progress, name));
        rows.answer(
                name + " after the response headers",
                then(stream -> stream.audio("audio/pcm"), code),
                Expectation.transport(RequestProgress.PROCESSED, name));
        rows.answer(
                name + " after the first DATA frame",
                then(stream -> stream.audio("audio/pcm").data(new byte[BYTES]), code),
                Expectation.truncated(BYTES, name));
    }

    private static Consumer<ScriptedStream> then(Consumer<ScriptedStream> answer, long code) {
        return stream -> {
            answer.accept(stream);
            stream.reset(code);
        };
    }
}
