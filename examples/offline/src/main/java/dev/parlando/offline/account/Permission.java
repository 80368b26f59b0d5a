package dev.parlando.offline.account;

import java.util.List;

/** The permissions of keys, named as by the service. The routes of this server use a few of them. */
public final class Permission {
    public static final String TEXT_TO_SPEECH = "text_to_speech";
    public static final String SPEECH_TO_TEXT = "speech_to_text";
    public static final String MODELS_READ = "models_read";
    public static final String VOICES_READ = "voices_read";
    public static final String USER_READ = "user_read";
    public static final String WORKSPACE_WRITE = "workspace_write";
    public static final String SERVICE_ACCOUNT_WRITE = "service_account_write";

    static final List<String> ALL = List.of(
            TEXT_TO_SPEECH,
            "speech_to_speech",
            SPEECH_TO_TEXT,
            MODELS_READ,
            "models_write",
            VOICES_READ,
            "voices_write",
            "speech_history_read",
            "speech_history_write",
            "sound_generation",
            "audio_isolation",
            "voice_generation",
            "dubbing_read",
            "dubbing_write",
            "pronunciation_dictionaries_read",
            "pronunciation_dictionaries_write",
            USER_READ,
            "user_write",
            "projects_read",
            "projects_write",
            "audio_native_read",
            "audio_native_write",
            "workspace_read",
            WORKSPACE_WRITE,
            "forced_alignment",
            "convai_read",
            "convai_write",
            "music_generation",
            "image_video_generation",
            "flows",
            "templates",
            "add_voice_from_voice_library",
            "create_instant_voice_clone",
            "create_professional_voice_clone",
            "publish_voice_to_voice_library",
            "share_voice_externally",
            "create_user_api_key",
            "workspace_analytics_full_read",
            "webhooks_write",
            SERVICE_ACCOUNT_WRITE,
            "group_members_manage",
            "workspace_members_read",
            "workspace_members_invite",
            "workspace_members_remove",
            "terms_of_service_accept",
            "audit_log_read",
            "conversation_privacy_manage",
            "copy_resources_cross_workspace",
            "synthid_detector");

    private Permission() {}
}
