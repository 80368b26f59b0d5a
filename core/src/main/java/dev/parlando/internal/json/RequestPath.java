package dev.parlando.internal.json;

import dev.parlando.account.TokenType;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.TextNormalization;
import dev.parlando.voice.VoiceQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths and queries of the calls. Stateless. */
public final class RequestPath {
    /** Path for listing the models. */
    public static final String MODELS = "/v1/models";

    /** Path for finding the voice to use if none is given, without the costly count of all voices. */
    public static final String FIRST_VOICE = "/v2/voices?page_size=1&include_total_count=false";

    /** Path for reading the settings of voices that have none of their own. */
    public static final String DEFAULT_VOICE_SETTINGS = "/v1/voices/settings/default";

    /** Path for listing and creating service accounts. */
    public static final String SERVICE_ACCOUNTS = "/v1/service-accounts";

    /** Path for disabling the key that makes the call. */
    public static final String DISABLE_OWN_KEY = "/v1/workspaces/api-keys/disable?api_key_name=self";

    /** Path for setting the workspace's policy. */
    public static final String THIRD_PARTY_DISABLING = "/v1/workspaces/api-keys/third-party-disabling";

    /** Path for reading the plan and the credits. */
    public static final String SUBSCRIPTION = "/v1/user/subscription";

    private static final String OUTPUT_FORMAT = "output_format";

    private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._~-]+");

    private RequestPath() {}

    /**
     * Returns the target of a create-speech call. Formats that the service does not stream use the call for whole
     * files. A dialogue names its voices in its body.
     */
    public static String speech(SpeechRequest request, String voiceId) {
        StringBuilder path = new StringBuilder(
                request.dialogueLines().isEmpty() ? "/v1/text-to-speech/" + encode(voiceId) : "/v1/text-to-dialogue");
        if (request.outputFormat().isStreamed()) {
            path.append("/stream");
        }
        if (request.timestamps()) {
            path.append("/with-timestamps");
        }
        query(path, OUTPUT_FORMAT, request.outputFormat().value());
        query(path, "enable_logging", request.enableLogging());
        query(path, "optimize_streaming_latency", latencyLevel(request));
        return path.toString();
    }

    /** Returns the format that the target of a create-speech call requests. */
    public static OutputFormat outputFormat(String speechPath) {
        int start = speechPath.indexOf(OUTPUT_FORMAT + "=") + OUTPUT_FORMAT.length() + 1;
        int end = speechPath.indexOf('&', start);
        return OutputFormat.parse(end < 0 ? speechPath.substring(start) : speechPath.substring(start, end));
    }

    @SuppressWarnings("deprecation") // The service still accepts the parameter.
    private static @Nullable Integer latencyLevel(SpeechRequest request) {
        return request.optimizeStreamingLatency();
    }

    /**
     * Returns the target of a WebSocket for the speech of one voice.
     *
     * @param endpoint last segment of the path
     * @param inactivitySeconds time without a message after which the service ends a context
     */
    public static String speechSocket(SpeechRequest template, String voiceId, String endpoint, int inactivitySeconds) {
        StringBuilder path = new StringBuilder("/v1/text-to-speech/")
                .append(encode(voiceId))
                .append('/')
                .append(endpoint);
        socketQuery(path, template);
        query(path, "inactivity_timeout", inactivitySeconds);
        query(path, "auto_mode", true);
        query(path, "apply_language_text_normalization", template.languageTextNormalization());
        return path.toString();
    }

    /**
     * Returns the target of a WebSocket for dialogue, which names the voices in its messages.
     *
     * @param endpoint last segment of the path
     */
    public static String dialogueSocket(SpeechRequest template, String endpoint) {
        StringBuilder path = new StringBuilder("/v1/text-to-dialogue/").append(endpoint);
        socketQuery(path, template);
        query(path, "sync_alignment", true);
        return path.toString();
    }

    private static void socketQuery(StringBuilder path, SpeechRequest template) {
        TextNormalization normalization = template.textNormalization();
        query(path, "model_id", template.modelId());
        query(path, OUTPUT_FORMAT, template.outputFormat().value());
        query(path, "language_code", template.languageCode());
        query(path, "enable_logging", template.enableLogging());
        query(path, "apply_text_normalization", normalization == null ? null : normalization.value());
        query(path, "seed", template.seed());
    }

    /** Returns the target of a call for one page of voices. */
    public static String voices(VoiceQuery query) {
        StringBuilder path = new StringBuilder("/v2/voices");
        query.parameters().forEach((name, values) -> values.forEach(value -> query(path, name, value)));
        return path.toString();
    }

    /** Returns the target of a call for one voice. */
    public static String voice(String voiceId) {
        return "/v1/voices/" + segment("voice_id", voiceId);
    }

    /** Returns the target of a call for the stored settings of a voice. */
    public static String voiceSettings(String voiceId) {
        return voice(voiceId) + "/settings";
    }

    /** Returns the path for listing and creating the keys of a service account. */
    public static String serviceAccountKeys(String serviceAccountId) {
        return SERVICE_ACCOUNTS + "/" + segment("service_account_user_id", serviceAccountId) + "/api-keys";
    }

    /** Returns the path for changing and deleting a key of a service account. */
    public static String serviceAccountKey(String serviceAccountId, String keyId) {
        return serviceAccountKeys(serviceAccountId) + "/" + segment("api_key_id", keyId);
    }

    /** Returns the path for creating a single-use token. */
    public static String singleUseToken(TokenType type) {
        return "/v1/single-use-token/" + type.value();
    }

    private static void query(StringBuilder path, String name, @Nullable Object value) {
        if (value != null) {
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(encode(value.toString()));
        }
    }

    /**
     * Returns an id as one path segment.
     *
     * @throws InvalidRequestException if the id is not a plain segment and could lead to another path
     */
    static String segment(String name, String id) {
        if (!ID.matcher(Objects.requireNonNull(id, name)).matches()) {
            throw new InvalidRequestException(
                    name,
                    "'" + id + "' is not an id: letters, digits, '_', '-', '.' and '~' only, as listed by the service");
        }
        return id;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
