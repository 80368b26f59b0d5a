package dev.parlando.interop;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The files of a server that imitates the speech service: audio under the path of the call, and a certificate.
 *
 * @param folder the parent folder, to which servers may write other files
 * @param root the folder of speech files
 * @param key the private key, as PEM
 * @param certificate the certificate, as PEM
 */
record ServedFiles(Path folder, Path root, Path key, Path certificate) {
    /** The voice that always exists. */
    static final String VOICE = "voice1";

    private static final int AUDIO_BYTES = 3_000_000;

    static ServedFiles in(Path folder) throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path key = Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), bundle.getCertificatePEM());
        ServedFiles site = new ServedFiles(folder, folder.resolve("root"), key, certificate);
        site.addSpeech(VOICE, audio());
        return site;
    }

    private void addSpeech(String voice, byte[] audio) throws IOException {
        Path document = root.resolve("v1/text-to-speech/" + voice + "/stream");
        Files.createDirectories(document.getParent());
        Files.write(document, audio);
    }

    /** Adds numbered voices, from 0, whose speech files differ in length and content. */
    void addNumberedVoices(int count) throws IOException {
        for (int number = 0; number < count; number++) {
            addSpeech(voice(number), audio(number));
        }
    }

    /** Returns the name of a numbered voice. */
    static String voice(int number) {
        return "number" + number;
    }

    /** Returns the speech of a numbered voice: one byte for the first, about a million bytes for the 200th. */
    static byte[] audio(int number) {
        return bytes(number, 1 + 25 * number * number);
    }

    /** Returns the speech of {@link #VOICE}. */
    static byte[] audio() {
        return bytes(-1, AUDIO_BYTES);
    }

    private static byte[] bytes(int seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
