package dev.parlando.internal.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualCreditTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new ManualCredit());

    @AfterEach
    void closeChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void discardsCreditOfNetty() {
        assertThat(channel.writeOneOutbound(new DefaultHttp2WindowUpdateFrame(100))
                        .isSuccess())
                .isTrue();
        channel.flushOutbound();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void passesOwnCreditAndOtherFrames() {
        ManualCredit.Credit credit = new ManualCredit.Credit(100);
        DefaultHttp2PingFrame ping = new DefaultHttp2PingFrame(1);
        channel.writeOutbound(credit, ping);
        assertThat(channel.outboundMessages()).containsExactly(credit, ping);
    }

    @Test
    void needsNoHandlerWithCurrentNetty() {
        EmbeddedChannel connection = new EmbeddedChannel();
        ManualCredit.addTo(connection.pipeline());
        assertThat(connection.pipeline().get(ManualCredit.class)).isNull();
    }
}
