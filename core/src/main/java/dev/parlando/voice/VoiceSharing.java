package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sharing of a voice in the library of the service. A value that the service did not send is null, empty or false.
 * Immutable.
 *
 * @param status state of the sharing, such as {@code enabled} or {@code copied}
 * @param name name in the library
 * @param description description in the library
 * @param category origin of the voice
 * @param labels labels in the library
 * @param imageUrl URL of a picture
 * @param publicOwnerId public id of the owner
 * @param originalVoiceId id of the shared voice
 * @param historyItemSampleId id of the history item that serves as audio sample
 * @param date time at which the voice was shared
 * @param disableAt time at which the voice will be withdrawn
 * @param noticePeriodDays number of days that the voice stays available after its owner has withdrawn it
 * @param whitelistedEmails addresses of the permitted users; empty if all users are permitted
 * @param enabledInLibrary whether the voice is listed in the library
 * @param featured whether the voice is featured
 * @param freeUsersAllowed whether free plans may use the voice
 * @param liveModerationEnabled whether the service moderates the text during synthesis
 * @param voiceMixingAllowed whether the voice may be mixed with other voices
 * @param financialRewardsEnabled whether the owner is paid
 * @param rate price of the voice, as a multiple of the normal price
 * @param fiatRate price of the voice, in US dollars per 1000 credits
 * @param likedByCount number of likes
 * @param clonedByCount number of accounts that have added the voice
 * @param reviewStatus result of the review, such as {@code allowed}
 * @param reviewMessage message of the review
 * @param banReason reason why the voice is banned
 * @param moderationCheck result of the automatic check
 * @param readerAppEnabled whether the voice is available in the service's reading app
 * @param readerRestrictedOn resources that the app may read with the voice; empty if there is no restriction
 * @param instagramUsername the owner's name on Instagram
 * @param twitterUsername the owner's name on Twitter
 * @param youtubeUsername the owner's name on YouTube
 * @param tiktokUsername the owner's name on TikTok
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
 */
public record VoiceSharing(
        @Nullable String status,
        @Nullable String name,
        @Nullable String description,
        @Nullable String category,
        Map<String, String> labels,
        @Nullable String imageUrl,
        @Nullable String publicOwnerId,
        @Nullable String originalVoiceId,
        @Nullable String historyItemSampleId,
        @Nullable Instant date,
        @Nullable Instant disableAt,
        @Nullable Long noticePeriodDays,
        List<String> whitelistedEmails,
        boolean enabledInLibrary,
        boolean featured,
        boolean freeUsersAllowed,
        boolean liveModerationEnabled,
        boolean voiceMixingAllowed,
        boolean financialRewardsEnabled,
        @Nullable Double rate,
        @Nullable Double fiatRate,
        @Nullable Long likedByCount,
        @Nullable Long clonedByCount,
        @Nullable String reviewStatus,
        @Nullable String reviewMessage,
        @Nullable String banReason,
        @Nullable ModerationCheck moderationCheck,
        @Nullable Boolean readerAppEnabled,
        List<ReaderResource> readerRestrictedOn,
        @Nullable String instagramUsername,
        @Nullable String twitterUsername,
        @Nullable String youtubeUsername,
        @Nullable String tiktokUsername,
        Map<String, Object> other) {
    public VoiceSharing {
        labels = Map.copyOf(labels);
        whitelistedEmails = List.copyOf(whitelistedEmails);
        readerRestrictedOn = List.copyOf(readerRestrictedOn);
        Objects.requireNonNull(other, "other");
    }

    /**
     * Result of the automatic check of a shared voice.
     *
     * @param dateChecked time of the check
     * @param nameValue the name that was checked
     * @param nameCheck whether the name passed
     * @param descriptionValue the description that was checked
     * @param descriptionCheck whether the description passed
     * @param sampleIds ids of the samples that were checked
     * @param sampleChecks value of each sample
     * @param captchaIds ids of the captchas that were checked
     * @param captchaChecks value of each captcha
     * @param other further fields that the service sent
     */
    public record ModerationCheck(
            @Nullable Instant dateChecked,
            @Nullable String nameValue,
            @Nullable Boolean nameCheck,
            @Nullable String descriptionValue,
            @Nullable Boolean descriptionCheck,
            List<String> sampleIds,
            List<Double> sampleChecks,
            List<String> captchaIds,
            List<Double> captchaChecks,
            Map<String, Object> other) {
        public ModerationCheck {
            sampleIds = List.copyOf(sampleIds);
            sampleChecks = List.copyOf(sampleChecks);
            captchaIds = List.copyOf(captchaIds);
            captchaChecks = List.copyOf(captchaChecks);
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * Resource that the service's reading app may read with a voice.
     *
     * @param resourceType type of the resource, {@code read} or {@code collection}
     * @param resourceId id of the resource
     * @param other further fields that the service sent
     */
    public record ReaderResource(
            @Nullable String resourceType, @Nullable String resourceId, Map<String, Object> other) {
        public ReaderResource {
            Objects.requireNonNull(other, "other");
        }
    }
}
