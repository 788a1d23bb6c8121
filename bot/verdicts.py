"""What Slack's answers mean for a message that was sent: one table of error codes. An unknown code is a finding, not a
retry.
"""

from enum import StrEnum


class Verdict(StrEnum):
    """What follows from an error code."""

    DONE = "done"  # It is as we wanted it.
    UNSURE = "unsure"  # It may have happened.
    BROKEN = "broken"  # The place cannot be written to.
    DOWN = "down"  # The workspace does not know us any more.
    GONE = "gone"  # The person cannot be reached.
    FORMAT = "format"  # The message is too large or ill-formed.
    REFUSED = "refused"  # Slack says no, and will say so again.
    UNKNOWN = "unknown"  # Not in the table.


CODES: dict[Verdict, frozenset[str]] = {
    Verdict.DONE: frozenset(
        {
            "already_in_channel",
            "already_pinned",
            "already_reacted",
            "already_archived",
            "not_archived",
            "message_not_found",
            "no_pin",
            "topic_unchanged",
            "file_deleted",
        }
    ),
    Verdict.UNSURE: frozenset(
        {
            "internal_error",
            "fatal_error",
            "request_timeout",
            "service_unavailable",
            "team_added_to_org",
            "rollup_error",
            "fetch_members_failed",
            "update_failed",
            "file_not_found",  # The upload was not taken in yet; each try uploads anew.
        }
    ),
    Verdict.BROKEN: frozenset({"is_archived", "is_inactive", "channel_not_found", "not_in_channel"}),
    Verdict.DOWN: frozenset(
        {
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "org_login_required",
            "ekm_access_denied",
            "team_access_not_granted",
            "access_denied",
            "accesslimited",
            "not_allowed_token_type",
        }
    ),
    Verdict.GONE: frozenset(
        {
            "user_not_found",
            "users_not_found",
            "user_disabled",
            "user_not_visible",
            "cant_invite",
            "cant_invite_self",
            "user_is_restricted",
            "user_is_ultra_restricted",
            "ura_max_channels",
            "org_user_not_in_team",
            "cannot_dm_bot",
            "messages_tab_disabled",
            "invitee_cant_see_channel",
            "no_external_invite_permission",
            "no_user",
            "follower_out",  # Ours: commands/people/hear.py.
        }
    ),
    Verdict.FORMAT: frozenset(
        {
            "msg_too_long",
            "msg_blocks_too_long",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_attachments",
            "no_text",
            "block_mismatch",
            "metadata_too_large",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "invalid_arguments",
            "invalid_arg_name",
        }
    ),
    Verdict.REFUSED: frozenset(
        {
            "missing_scope",
            "no_permission",
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel",
            "restricted_action_thread_locked",
            "user_is_bot",
            "not_pinnable",
            "too_many_pins",
            "too_many_emoji",
            "too_many_reactions",
            "permission_denied",
            "edit_window_closed",
            "cant_update_message",
            "cant_delete_message",
            "compliance_exports_prevent_deletion",
            "as_user_not_supported",
            "method_not_supported_for_channel_type",
            "too_long",
            "external_channel_migrating",
            "team_quota_exceeded",
            "invalid_name",
            "invalid_name_required",
            "invalid_name_punctuation",
            "invalid_name_maxlength",
            "invalid_name_specials",
            "name_taken",
            "not_private",
            "no_channel",
            "thread_locked",
            "thread_not_found",
            "cannot_reply_to_message",
            "cant_broadcast_message",
            "cannot_create_channel",
            "channel_is_limited_access",
            "too_many_members",
            "bad_timestamp",
            "metadata_must_be_sent_from_app",
            "streaming_state_conflict",
            "message_limit_exceeded",
            "duplicate_message_not_found",
            "duplicate_channel_not_found",
            "too_many_bookmarks",
            "invalid_link",
            "invalid_bookmark_type",
            "invalid_emoji",
            "not_found",
            "file_uploads_disabled",
            "file_upload_size_restricted",
            "invalid_channel",
            "canvas_disabled_user_team",
            "team_tier_cannot_create_channel_canvases",
            "free_teams_cannot_create_non_tabbed_canvases",
            "free_teams_cannot_edit_standalone_canvases",
            "free_team_canvas_tab_already_exists",
            "channel_canvas_already_exists",
            "channel_canvas_creation_failed",
            "canvas_tab_creation_failed",
            "canvas_creation_failed",
            "canvas_editing_failed",
            "canvas_not_found",
            "cant_delete_file",
            "delete_not_allowed",
            "file_deleting_disabled",
        }
    ),
}
BY_CODE = {code: verdict for verdict, codes in CODES.items() for code in codes}


# What conversations.create answers where the bot may make no channels at all.
NO_CHANNELS = frozenset(
    {
        "restricted_action",
        "no_permission",
        "permission_denied",
        "user_is_restricted",
        "user_is_ultra_restricted",
        "cannot_create_channel",
        "team_quota_exceeded",
        "missing_scope",
    }
)


def judge(code: str) -> Verdict:
    """The verdict on an error code of Slack's."""
    return BY_CODE.get(code, Verdict.UNKNOWN)
