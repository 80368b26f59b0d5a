package dev.parlando.offline.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Detects HTTP/2 with prior knowledge or HTTP/1.1 on a cleartext connection by its first bytes.
 *
 * <p>Source: the connection preface of RFC 9113, section 3.4. Threading: confined to the event loop.
 */
public final class ProtocolDetector extends ByteToMessageDecoder {
    private final HttpPipelines pipelines;

    public ProtocolDetector(HttpPipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        try {
            int length = Math.min(in.readableBytes(), preface.readableBytes());
            boolean same = ByteBufUtil.equals(in, in.readerIndex(), preface, 0, length);
            if (!same) {
                pipelines.configureHttp1(context.pipeline());
                context.pipeline().remove(this);
            } else if (length == preface.readableBytes()) {
                pipelines.configureHttp2(context.pipeline());
                context.pipeline().remove(this);
            }
        } finally {
            preface.release();
        }
    }
}
