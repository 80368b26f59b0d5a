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

/** Is one stream as the server sees it: what was asked, and the means to answer it well or badly. */
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

    /** Returns the TLS session that the connection began or resumed, as the JDK's TLS keeps it. */
    public ExtendedSSLSession tlsSession() {
        return (ExtendedSSLSession)
                channel.parent().pipeline().get(SslHandler.class).engine().getSession();
    }

    /** Returns how many bytes of the answer's body the client's windows have let through. */
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

    /** Answers 200 with audio of the given type. */
    public ScriptedStream audio(String contentType) {
        return head(200, "content-type", contentType, "request-id", "req-1");
    }

    public ScriptedStream data(byte[] bytes) {
        return write(bytes, 0, bytes.length, false);
    }

    /** Sends the bytes in DATA frames of the given size, without the end of the stream. */
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

    /** Ends the stream with headers after the body. */
    public void trailers(String name, String value) {
        channel.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set(name, value), true));
    }

    /** Goes on when the stream is over, on whichever side. */
    public void onClose(Runnable script) {
        channel.closeFuture().addListener(closed -> script.run());
    }

    /** Goes on once everything written so far is out, so that it does not share a frame with what comes. */
    public void later(Runnable script) {
        channel.eventLoop().execute(script);
    }

    /** Goes on after a time, during which the server does nothing on this stream. */
    public void after(long millis, Runnable script) {
        channel.eventLoop().schedule(script, millis, TimeUnit.MILLISECONDS);
    }

    /** Resets the stream once everything written so far is out. */
    public void reset(Http2Error code) {
        reset(code.code());
    }

    public void reset(long code) {
        later(() -> channel.writeAndFlush(new DefaultHttp2ResetFrame(code)));
    }

    /** Says that no stream after this one will be processed. */
    public ScriptedStream goAway() {
        DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
        channel.parent().writeAndFlush(frame);
        return this;
    }

    /**
     * Cuts the TCP connection once everything written so far is out. Only this half is closed at first: a socket that is
     * closed with unread bytes in it sends a reset, which may overtake what the client has yet to read.
     */
    public void cut() {
        later(() -> ((DuplexChannel) channel.parent()).shutdownOutput());
    }
}
