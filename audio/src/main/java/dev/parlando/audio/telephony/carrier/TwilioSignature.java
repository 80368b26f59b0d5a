package dev.parlando.audio.telephony.carrier;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The check of the signature with which Twilio proves a request to open a WebSocket: HMAC-SHA1 of the URL with the auth
 * token. If a rule of Twilio's webhook settings applies, it is HMAC-SHA256 with a shared key, and a second header names the
 * algorithm.
 *
 * <p>The signed URL is that of the TwiML, with the scheme {@code wss}. A proxy in front of the server may change host, port
 * and path, so the public URL is configured, not rebuilt from the request.
 *
 * <p>Source: <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">Twilio, webhooks security</a> and
 * <a href="https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys">shared keys</a>.
 *
 * <p>Immutable. Secrets appear in no message and not in {@link #toString()}.
 */
public final class TwilioSignature {
    /** The header with the signature. */
    public static final String HEADER = "X-Twilio-Signature";
    /** The header that is present if a shared key signs, such as {@code key=…,algorithm=HMAC_SHA256}. */
    public static final String SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings";

    /** A URL without a port, or with the default one as group 2. */
    private static final Pattern DEFAULT_OR_NO_PORT =
            Pattern.compile("(wss://(?:\\[[^\\]/]*]|[^:/\\[]*))(:443)?(/.*)?", Pattern.CASE_INSENSITIVE);

    private final String publicUrl;
    private final byte[] authToken;
    private final byte @Nullable [] sharedKey;

    private TwilioSignature(String publicUrl, byte[] authToken, byte @Nullable [] sharedKey) {
        this.publicUrl = publicUrl;
        this.authToken = authToken;
        this.sharedKey = sharedKey;
    }

    /**
     * Returns a check with the account's auth token.
     *
     * @param publicUrl start of the URL in the TwiML, up to the path of the request as the server receives it:
     *     {@code wss://calls.example.org}, or {@code wss://example.org/twilio} if a proxy removes that prefix
     * @param authToken auth token of the Twilio account
     * @throws InvalidRequestException if the URL does not have the scheme {@code wss}, or the token is empty
     */
    public static TwilioSignature of(String publicUrl, String authToken) {
        String url = Objects.requireNonNull(publicUrl, "publicUrl").replaceAll("/+$", "");
        Objects.requireNonNull(authToken, "authToken");
        if (!url.toLowerCase(Locale.ROOT).startsWith("wss://") || url.contains("?")) {
            throw new InvalidRequestException(
                    "public_url", "must begin with wss://, as in the TwiML, and hold no query");
        }
        return new TwilioSignature(url, secret("auth_token", authToken), null);
    }

    /**
     * Returns a check that also accepts signatures with a shared key.
     *
     * @throws InvalidRequestException if the key is empty
     */
    public TwilioSignature withSharedKey(String secret) {
        return new TwilioSignature(
                publicUrl, authToken, secret("shared_key", Objects.requireNonNull(secret, "secret")));
    }

    private static byte[] secret(String option, String value) {
        if (value.isBlank()) {
            throw new InvalidRequestException(option, "is empty");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether Twilio has signed a request. */
    public boolean isValid(CarrierRequest request) {
        return isValid(request.target(), request.header(HEADER), request.header(SETTINGS_HEADER));
    }

    /**
     * Returns whether Twilio has signed a request of another server, whose POST parameters, if any, are not signed.
     *
     * @param target path and query of the request as sent
     * @param signature value of {@link #HEADER}; null if it is missing
     * @param settings value of {@link #SETTINGS_HEADER}; null if it is missing
     */
    public boolean isValid(String target, @Nullable String signature, @Nullable String settings) {
        Objects.requireNonNull(target, "target");
        byte[] key = settings == null ? authToken : sharedKey;
        String algorithm = settings == null ? "HmacSHA1" : algorithm(settings);
        if (signature == null || key == null || algorithm == null) {
            return false;
        }
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean valid = false;
        for (String url : urls(target)) {
            valid |= MessageDigest.isEqual(given, sign(algorithm, key, url));
        }
        return valid;
    }

    /** Returns the name of the algorithm of a settings header; null if it is not supported. */
    private static @Nullable String algorithm(String settings) {
        for (String part : settings.split(",", -1)) {
            int separator = part.indexOf('=');
            if (separator >= 0 && part.substring(0, separator).strip().equals("algorithm")) {
                return switch (part.substring(separator + 1).strip().toUpperCase(Locale.ROOT)) {
                    case "", "HMAC_SHA1" -> "HmacSHA1";
                    case "HMAC_SHA256" -> "HmacSHA256";
                    default -> null;
                };
            }
        }
        return "HmacSHA1";
    }

    /** Returns the URLs that Twilio may have signed: with and without the default port. */
    private List<String> urls(String target) {
        return DEFAULT_OR_NO_PORT.matcher(publicUrl).matches()
                ? List.of(withPort("") + target, withPort(":443") + target)
                : List.of(publicUrl + target);
    }

    private String withPort(String port) {
        return DEFAULT_OR_NO_PORT.matcher(publicUrl).replaceFirst("$1" + port + "$3");
    }

    private static byte[] sign(String algorithm, byte[] key, String url) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return Base64.getEncoder().encode(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "TwilioSignature[" + publicUrl + "]";
    }
}
