package dev.parlando.offline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.calls.ApiDispatcher;
import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.limits.EventLoopClock;
import dev.parlando.offline.limits.FakeEventLoopClock;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.record.RequestLog;
import dev.parlando.offline.script.AnswerQueue;
import dev.parlando.offline.sockets.SocketApi;
import dev.parlando.offline.synthesis.SynthesisPool;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolDetectorTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final SynthesisPool pool = new SynthesisPool(1);
    private final HttpPipelines pipelines = pipelines(new FakeEventLoopClock());

    private HttpPipelines pipelines(EventLoopClock time) {
        SpeechContext studio = new SpeechContext(new OfflineFormats(), pool, time, 0, false);
        KeyRegistry keys = new KeyRegistry(new Secret("k"), InstantSource.system());
        SingleUseTokens tokens = new SingleUseTokens(time);
        Authenticator authenticator = new Authenticator(keys, tokens);
        VoiceCatalog voices = new VoiceCatalog();
        Workspace workspace = new Workspace(time, ServiceLimits.DEFAULT);
        return new HttpPipelines(
                new ApiDispatcher(keys, tokens, authenticator, voices, workspace, new AnswerQueue(), studio),
                new SocketApi(authenticator, voices, workspace, studio),
                new RequestLog(false));
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 23, 24})
    void detectsHttp2FromSplitPreface(int pieceBytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new ProtocolDetector(pipelines));
        for (int from = 0; from < PREFACE.length(); from += pieceBytes) {
            assertThat(channel.pipeline().get(Http2FrameCodec.class)).isNull();
            write(channel, PREFACE.substring(from, Math.min(PREFACE.length(), from + pieceBytes)));
        }
        assertThat(channel.pipeline().get(Http2FrameCodec.class)).isNotNull();
        assertThat(channel.pipeline().get(ProtocolDetector.class)).isNull();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "P", "PR", "PRIVATE / HTTP/1.1\r\n", "PRI * HTTP/1.1\r\n\r\n"})
    void detectsHttp1AtFirstDifferingByte(String start) {
        EmbeddedChannel channel = new EmbeddedChannel(new ProtocolDetector(pipelines));
        write(channel, start);
        boolean undecided = PREFACE.startsWith(start);
        assertThat(channel.pipeline().get(HttpServerCodec.class) == null).isEqualTo(undecided);
        if (undecided) {
            write(channel, "UT / HTTP/1.1\r\n");
            assertThat(channel.pipeline().get(HttpServerCodec.class)).isNotNull();
        }
        channel.finishAndReleaseAll();
    }

    @Test
    void forwardsFirstBytes() {
        EmbeddedChannel channel = new EmbeddedChannel(new ProtocolDetector(pipelines));
        write(channel, "GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n");
        ByteBuf answer = channel.readOutbound();
        assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 404 Not Found");
        answer.release();
        channel.finishAndReleaseAll();
    }

    private static void write(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}
