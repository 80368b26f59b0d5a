package dev.parlando.fault;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.ExtendedSSLSession;

/** One stream on the server side: the request, and methods that send a valid or invalid response. */
public final class ScriptedStream {
    private final Http2StreamChannel channel;
    private final Http2Headers headers;
    private final ByteArrayOutputStream body;
    private final AtomicLong sentBytes = new AtomicLong();
    public final CompletableFuture<Long> resetByClient = new CompletableFuture<>();

    ScriptedStream(Http2StreamChannel channel, Http2Headers headers, ByteArrayOutputStream body) {
        this.channel = channel;
        this.headers = headers;
        this.body = body;
    }

    public String path() {
        return headers.path().toString();
    }

    public String header(String name) {
        CharSequence value = headers.get(name);
        return value == null ? "" : value.toString();
    }

    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Returns the TLS session that the connection created or resumed, from the JDK's TLS provider. */
    public ExtendedSSLSession tlsSession() {
        return (ExtendedSSLSession)
                channel.parent().pipeline().get(SslHandler.class).engine().getSession();
    }

    /** Returns the number of body bytes that the client's windows have admitted. */
    public long sentBytes() {
        return sentBytes.get();
    }

    public ScriptedStream head(int status, String... namesAndValues) {
        Http2Headers answer = new DefaultHttp2Headers().status(Integer.toString(status));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            answer.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        channel.writeAndFlush(new DefaultHttp2HeadersFrame(answer));
        return this;
    }

    /** Sends response headers with status 200 and the given content type. */
    public ScriptedStream audio(String contentType) {
        return head(200, "content-type", contentType, "request-id", "req-1");
    }

    public ScriptedStream data(byte[] bytes) {
        return write(bytes, 0, bytes.length, false);
    }

    /** Sends the bytes in DATA frames of the given size, without END_STREAM. */
    public ScriptedStream data(byte[] bytes, int frameBytes) {
        for (int at = 0; at < bytes.length; at += frameBytes) {
            write(bytes, at, Math.min(frameBytes, bytes.length - at), false);
        }
        return this;
    }

    public void end() {
        write(new byte[0], 0, 0, true);
    }

    public void end(byte[] bytes) {
        write(bytes, 0, bytes.length, true);
    }

    private ScriptedStream write(byte[] bytes, int offset, int length, boolean last) {
        ChannelFuture written =
                channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes, offset, length), last));
        written.addListener(done -> {
            if (done.isSuccess()) {
                sentBytes.addAndGet(length);
            }
        });
        return this;
    }

    /** Sends a DATA frame with padding, which counts against the window. */
    public ScriptedStream padded(byte[] bytes, int paddingBytes) {
        channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), false, paddingBytes));
        return this;
    }

    /** Ends the stream with trailers. */
    public void trailers(String name, String value) {
        channel.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set(name, value), true));
    }

    /** Runs the script when the stream has been closed by either side. */
    public void onClose(Runnable script) {
        channel.closeFuture().addListener(closed -> script.run());
    }

    /** Runs the script after everything written so far was sent, so that later bytes start a new frame. */
    public void later(Runnable script) {
        channel.eventLoop().execute(script);
    }

    /** Runs the script after a delay, during which the server sends nothing on this stream. */
    public void after(long millis, Runnable script) {
        channel.eventLoop().schedule(script, millis, TimeUnit.MILLISECONDS);
    }

    /** Resets the stream after everything written so far was sent. */
    public void reset(Http2Error code) {
        reset(code.code());
    }

    public void reset(long code) {
        later(() -> channel.writeAndFlush(new DefaultHttp2ResetFrame(code)));
    }

    /** Sends GOAWAY with this stream as the last one that is processed. */
    public ScriptedStream goAway() {
        DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
        channel.parent().writeAndFlush(frame);
        return this;
    }

    /**
     * Cuts the TCP connection after everything written so far was sent. Closes only the server's half first, because
     * closing a socket with unread bytes sends a reset. A reset can overtake data that the client has not read yet.
     */
    public void cut() {
        later(() -> ((DuplexChannel) channel.parent()).shutdownOutput());
    }
}
