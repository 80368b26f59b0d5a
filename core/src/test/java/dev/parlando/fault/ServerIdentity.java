package dev.parlando.fault;

import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;

/** Holds who the servers of a test say they are: a certificate for this machine that issues others. Immutable. */
final class ServerIdentity {
    private final X509Bundle issuer;
    private final Path pem;

    private ServerIdentity(X509Bundle issuer, Path pem) {
        this.issuer = issuer;
        this.pem = pem;
    }

    /** Makes an identity whose certificate is written to the folder. */
    static ServerIdentity create(Path folder) throws Exception {
        X509Bundle issuer = ServerTls.loopback().buildSelfSigned();
        return new ServerIdentity(issuer, Files.writeString(folder.resolve("issuer.pem"), issuer.getCertificatePEM()));
    }

    /** Returns the file to trust. */
    Path pem() {
        return pem;
    }

    X509Bundle valid() {
        return issuer;
    }

    X509Bundle ofUnknownIssuer() throws Exception {
        return ServerTls.loopback().buildSelfSigned();
    }

    X509Bundle expired() throws Exception {
        return ServerTls.loopback()
                .setIsCertificateAuthority(false)
                .notBefore(Instant.now().minus(20, ChronoUnit.DAYS))
                .notAfter(Instant.now().minus(10, ChronoUnit.DAYS))
                .buildIssuedBy(issuer);
    }

    X509Bundle ofAnotherHost() throws Exception {
        return ServerTls.certificate("example.org")
                .setIsCertificateAuthority(false)
                .buildIssuedBy(issuer);
    }

    /** Makes the JDK's server side. */
    static SSLContext jdk(X509Bundle bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }
}
