package dev.parlando.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.timing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the frames, which Netty's decoder reads. */
class OutboundFramesTest {
    private static final int MAX_BYTES = 200_000;

    @ParameterizedTest
    @CsvSource({
        "false, 0",
        "false, 1",
        "false, 125",
        "false, 126",
        "false, 65535",
        "false, 65536",
        "true, 0",
        "true, 3",
        "true, 125",
        "true, 126",
        "true, 65535",
        "true, 65536",
    })
    void encodesEveryLength(boolean masked, int length) {
        byte[] payload = new byte[length];
        for (int index = 0; index < length; index++) {
            payload[index] = (byte) (index * 31);
        }
        OutboundFrames frames = new OutboundFrames(masked, MAX_BYTES);
        ByteBuffer padded =
                ByteBuffer.allocate(length + 7).position(3).put(payload).flip().position(3);
        assertThat(frames.add(OutboundFrames.BINARY, padded)).isTrue();
        assertThat(frames.add(OutboundFrames.TEXT, ByteBuffer.wrap(new byte[] {'a'})))
                .isTrue();
        assertThat(padded.position()).isEqualTo(3);

        EmbeddedChannel decoder = new EmbeddedChannel(new WebSocket13FrameDecoder(
                WebSocketHandler.decoderConfig(WebSocketSettings.DEFAULT.withBytes(MAX_BYTES, 1, 1), masked)));
        assertThat(decoder.writeInbound(Objects.requireNonNull(frames.take(ByteBufAllocator.DEFAULT))))
                .isTrue();
        WebSocketFrame first = decoder.readInbound();
        assertThat(ByteBufUtil.getBytes(first.content())).isEqualTo(payload);
        TextWebSocketFrame second = decoder.readInbound();
        assertThat(second.text()).isEqualTo("a");
        first.release();
        second.release();
        assertThat(frames.take(ByteBufAllocator.DEFAULT)).isNull();
        decoder.finishAndReleaseAll();
    }

    @Test
    void refusesMoreThanItsLimit() {
        OutboundFrames frames = new OutboundFrames(false, 1000);
        assertThat(frames.add(OutboundFrames.BINARY, ByteBuffer.allocate(900))).isTrue();
        assertThat(frames.add(OutboundFrames.BINARY, ByteBuffer.allocate(900))).isFalse();
        assertThat(frames.pendingBytes()).isEqualTo(904);
    }

    @Test
    void allocatesNothingPerMessage() {
        OutboundFrames frames = new OutboundFrames(true, MAX_BYTES);
        ByteBuffer message = ByteBuffer.allocate(300);
        ByteBuf target = Unpooled.wrappedBuffer(new byte[4096]); // Not tracked by the leak detector, which allocates.
        long bytes = Allocation.leastBytes(() -> {
            for (int count = 0; count < 10; count++) {
                frames.add(OutboundFrames.TEXT, message);
            }
            frames.drainTo(target.clear());
        });
        assertThat(bytes).isZero();
    }
}
