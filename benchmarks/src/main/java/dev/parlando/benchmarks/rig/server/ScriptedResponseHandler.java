package dev.parlando.benchmarks.rig.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request, as defined by its {@link ResponseScript}. Paced chunks start with the time of their write by
 * {@link System#nanoTime()}, which on Linux is one clock for all processes.
 *
 * <p>Threading: owned by the server's event loop.
 */
final class ScriptedResponseHandler extends ChannelInboundHandlerAdapter {
    private static final int MAX_CHUNK_BYTES = 16_384;
    private static final ByteBuf ZEROES = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(MAX_CHUNK_BYTES).writeZero(MAX_CHUNK_BYTES).asReadOnly());

    private final ServerConnection connection;
    private @Nullable ResponseScript script;
    private @Nullable Future<?> pace;
    private int sentChunks;
    private boolean unfinished;

    ScriptedResponseHandler(ServerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean complete = false;
        if (message instanceof Http2HeadersFrame headers) {
            script = ResponseScript.ofPath(headers.headers().path());
            complete = headers.isEndStream();
        } else if (message instanceof Http2DataFrame data) {
            complete = data.isEndStream();
        }
        ReferenceCountUtil.release(message);
        if (complete && script != null && !connection.isAfterGoAway(streamId(ctx))) {
            answer(ctx, script);
        }
    }

    private static int streamId(ChannelHandlerContext ctx) {
        return ((Http2StreamChannel) ctx.channel()).stream().id();
    }

    private void answer(ChannelHandlerContext ctx, ResponseScript wanted) {
        unfinished = true;
        connection.countUnfinished(1);
        ctx.write(new DefaultHttp2HeadersFrame(
                new DefaultHttp2Headers().status("200").set("content-type", "audio/x")));
        if (wanted.periodMillis() > 0) {
            long periodMicros = wanted.periodMillis() * 1000L;
            pace = ctx.executor()
                    .scheduleAtFixedRate(
                            () -> sendStamped(ctx, wanted), wanted.phaseMicros(), periodMicros, TimeUnit.MICROSECONDS);
            ctx.flush();
        } else {
            sendAll(ctx, wanted);
        }
    }

    private void sendAll(ChannelHandlerContext ctx, ResponseScript wanted) {
        for (int chunk = 1; chunk <= wanted.chunks(); chunk++) {
            ctx.write(
                    new DefaultHttp2DataFrame(ZEROES.retainedSlice(0, wanted.chunkBytes()), chunk == wanted.chunks()));
        }
        ctx.flush();
        finish();
    }

    private void sendStamped(ChannelHandlerContext ctx, ResponseScript wanted) {
        boolean last = ++sentChunks == wanted.chunks();
        ByteBuf chunk = ctx.alloc().buffer(wanted.chunkBytes());
        chunk.writeLong(System.nanoTime()).writeZero(wanted.chunkBytes() - Long.BYTES);
        ctx.writeAndFlush(new DefaultHttp2DataFrame(chunk, last));
        if (last) {
            finish();
        }
    }

    private void finish() {
        if (pace != null) {
            pace.cancel(false);
        }
        if (unfinished) {
            unfinished = false;
            connection.countUnfinished(-1);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
