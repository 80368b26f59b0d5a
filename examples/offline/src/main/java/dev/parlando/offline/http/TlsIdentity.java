package dev.parlando.offline.http;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A self-signed certificate for the loopback names of this machine, generated when the server starts and never stored.
 *
 * <p>Threading: immutable. Cost: loads a cryptography library; a server without TLS does not load this class.
 */
public final class TlsIdentity {
    private final SslContext context;
    private final String certificatePem;

    public TlsIdentity() {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=localhost, O=Parlando offline voice")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .addSanIpAddress("::1")
                    .addExtendedKeyUsageServerAuth()
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            certificatePem = bundle.getCertificatePEM();
            context = SslContextBuilder.forServer(bundle.getKeyPair().getPrivate(), bundle.getCertificatePath())
                    .sslProvider(SslProvider.JDK)
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (Exception e) {
            throw new TransportException("cannot make a certificate for localhost", e, RequestProgress.NOT_SENT);
        }
    }

    /** Returns the certificate that clients must trust, in PEM. */
    public String certificatePem() {
        return certificatePem;
    }

    public ChannelHandler newTlsHandler(SocketChannel channel) {
        return context.newHandler(channel.alloc());
    }

    /** Returns a handler that sets up the pipeline once ALPN has selected the protocol. */
    public static ChannelHandler newAlpnHandler(HttpPipelines pipelines) {
        return new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
            @Override
            protected void configurePipeline(ChannelHandlerContext context, String protocol) {
                if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                    pipelines.configureHttp2(context.pipeline());
                } else {
                    pipelines.configureHttp1(context.pipeline());
                }
            }

            @Override
            protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
                ChannelFuture unused = context.close();
            }
        };
    }
}
