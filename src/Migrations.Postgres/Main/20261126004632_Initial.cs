using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HuTong.Migrations.Postgres.Main
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: true),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false),
                    purpose_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    fields = table.Column<string>(type: "text", nullable: true),
                    row_count = table.Column<int>(type: "integer", nullable: true),
                    search_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    ip = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    must_change = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    password_history = table.Column<string>(type: "text", nullable: false),
                    password_set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    one_time_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    locked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_signed_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    username = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    normalised_username = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: true),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    delete_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_day",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_day", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "category_term",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    end_reason = table.Column<string>(type: "text", nullable: true),
                    ground_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_term", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "change_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    old_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    new_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "checkpoint",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_no = table.Column<long>(type: "bigint", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoint", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "child",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_number = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    sex = table.Column<string>(type: "text", nullable: false),
                    born_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ethnicity = table.Column<string>(type: "text", nullable: true),
                    id_kind = table.Column<string>(type: "text", nullable: false),
                    id_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    id_blind = table.Column<byte[]>(type: "bytea", nullable: true),
                    no_id_reason = table.Column<string>(type: "text", nullable: true),
                    hukou_region = table.Column<string>(type: "text", nullable: true),
                    hukou_address_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    hukou_kind = table.Column<string>(type: "text", nullable: true),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    address_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    paying_region = table.Column<string>(type: "text", nullable: true),
                    lives_with = table.Column<string>(type: "text", nullable: true),
                    economy = table.Column<string>(type: "text", nullable: true),
                    remark_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    is_twin = table.Column<bool>(type: "boolean", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    exit_reason = table.Column<string>(type: "text", nullable: true),
                    exit_on = table.Column<DateOnly>(type: "date", nullable: true),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_child", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    county = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    alg = table.Column<byte>(type: "smallint", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    kek_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "disability",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: true),
                    grade = table.Column<string>(type: "text", nullable: true),
                    words_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    certificate_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disability", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_hit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    first_child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    second_child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_hit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: true),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    row_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    changes_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    seal_no = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event_seal",
                columns: table => new
                {
                    no = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    batch_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    prev_mac = table.Column<byte[]>(type: "bytea", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_seal", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "file_number_block",
                columns: table => new
                {
                    county = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    next = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_number_block", x => new { x.county, x.year });
                });

            migrationBuilder.CreateTable(
                name: "grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    given_by = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "health",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    note_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_index",
                columns: table => new
                {
                    blind = table.Column<byte[]>(type: "bytea", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    name_blind = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    valid_to = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_index", x => new { x.blind, x.child_id });
                });

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    office_region = table.Column<string>(type: "text", nullable: false),
                    office_role = table.Column<string>(type: "text", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    file_name_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    file_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    today = table.Column<DateOnly>(type: "date", nullable: false),
                    refused_code = table.Column<string>(type: "text", nullable: true),
                    refused_says = table.Column<string>(type: "text", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    @fixed = table.Column<int>(name: "fixed", type: "integer", nullable: false),
                    needs_person = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false),
                    notes = table.Column<string>(type: "text", nullable: true),
                    maps = table.Column<string>(type: "text", nullable: true),
                    job_id = table.Column<Guid>(type: "uuid", nullable: true),
                    applied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_row",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    no = table.Column<int>(type: "integer", nullable: false),
                    sheet = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    codes = table.Column<string>(type: "text", nullable: false),
                    row_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: true),
                    effect = table.Column<string>(type: "text", nullable: true),
                    deciding_region = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    asker_id = table.Column<Guid>(type: "uuid", nullable: true),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    run_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    says = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jurisdiction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    prefix = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    is_responsible = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jurisdiction", x => x.id);
                    table.CheckConstraint("ck_jurisdiction_prefix", "length(prefix) IN (2, 4, 6, 9, 12) AND prefix ~ '^[0-9]+$'");
                });

            migrationBuilder.CreateTable(
                name: "ledger_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: false),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    facts_enc = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "move_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    move = table.Column<string>(type: "text", nullable: false),
                    reason_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    documents_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    exit_reason = table.Column<string>(type: "text", nullable: true),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_move_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "not_same",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    first_child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    second_child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_not_same", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parent_circumstance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    words_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    on = table.Column<DateOnly>(type: "date", nullable: true),
                    is_in_custody = table.Column<bool>(type: "boolean", nullable: true),
                    disability_kind = table.Column<string>(type: "text", nullable: true),
                    disability_grade = table.Column<string>(type: "text", nullable: true),
                    is_on_illness_list = table.Column<bool>(type: "boolean", nullable: true),
                    is_proved = table.Column<bool>(type: "boolean", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parent_circumstance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payee_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bank = table.Column<string>(type: "text", nullable: true),
                    holder = table.Column<string>(type: "text", nullable: true),
                    relation = table.Column<string>(type: "text", nullable: true),
                    account_enc = table.Column<byte[]>(type: "bytea", nullable: false),
                    blind = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payee_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "phone",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "text", nullable: false),
                    number_enc = table.Column<byte[]>(type: "bytea", nullable: false),
                    blind = table.Column<byte[]>(type: "bytea", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_phone", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "post",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "region",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    parent_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    own = table.Column<bool>(type: "boolean", nullable: false),
                    base_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    managing_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "region_succession",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    new_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region_succession", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "register_line",
                columns: table => new
                {
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    pinyin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    initials = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sex = table.Column<string>(type: "text", nullable: false),
                    born_on = table.Column<DateOnly>(type: "date", nullable: true),
                    category_bits = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    risk = table.Column<string>(type: "text", nullable: false),
                    school = table.Column<string>(type: "text", nullable: true),
                    school_key = table.Column<string>(type: "text", nullable: true),
                    guardian_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    guardian_relation = table.Column<string>(type: "text", nullable: true),
                    hukou_region = table.Column<string>(type: "text", nullable: true),
                    file_number = table.Column<string>(type: "text", nullable: true),
                    next_due = table.Column<DateOnly>(type: "date", nullable: true),
                    last_met = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_register_line", x => x.child_id);
                });

            migrationBuilder.CreateTable(
                name: "related_person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: true),
                    relation_words = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    id_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    id_blind = table.Column<byte[]>(type: "bytea", nullable: true),
                    work_place_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    address_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    guardian_basis = table.Column<string>(type: "text", nullable: true),
                    ability = table.Column<string>(type: "text", nullable: true),
                    care_reason = table.Column<string>(type: "text", nullable: true),
                    guardianship_grade = table.Column<string>(type: "text", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_related_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remembered_map",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    layout_key = table.Column<string>(type: "text", nullable: false),
                    map = table.Column<string>(type: "text", nullable: false),
                    saved_by = table.Column<Guid>(type: "uuid", nullable: false),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remembered_map", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residence_term",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    village = table.Column<string>(type: "text", nullable: false),
                    address_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residence_term", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "risk_level",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    reason_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_level", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schooling",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: true),
                    school = table.Column<string>(type: "text", nullable: true),
                    grade = table.Column<string>(type: "text", nullable: true),
                    is_boarding = table.Column<bool>(type: "boolean", nullable: true),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    known_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schooling", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_seen = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ip = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: false),
                    agent = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    document = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "worker",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_entry_child_id_at",
                table: "access_entry",
                columns: new[] { "child_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_entry_user_id_at",
                table: "access_entry",
                columns: new[] { "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_account_normalised_username",
                table: "account",
                column: "normalised_username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_person_key",
                table: "account",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_account_worker_id",
                table: "account",
                column: "worker_id");

            migrationBuilder.CreateIndex(
                name: "ix_attachment_child_id",
                table: "attachment",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "ix_category_term_batch_id",
                table: "category_term",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_category_term_child_id_from",
                table: "category_term",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_category_term_region_code_to",
                table: "category_term",
                columns: new[] { "region", "code", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_change_proposal_batch_id_state_field",
                table: "change_proposal",
                columns: new[] { "batch_id", "state", "field" });

            migrationBuilder.CreateIndex(
                name: "ix_change_proposal_child_id_state",
                table: "change_proposal",
                columns: new[] { "child_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_change_proposal_row_id",
                table: "change_proposal",
                column: "row_id");

            migrationBuilder.CreateIndex(
                name: "ix_child_batch_id",
                table: "child",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_child_file_number",
                table: "child",
                column: "file_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_child_hukou_region",
                table: "child",
                column: "hukou_region");

            migrationBuilder.CreateIndex(
                name: "ix_child_id_blind",
                table: "child",
                column: "id_blind");

            migrationBuilder.CreateIndex(
                name: "ix_child_region_born_on",
                table: "child",
                columns: new[] { "region", "born_on" });

            migrationBuilder.CreateIndex(
                name: "ix_child_region_id",
                table: "child",
                columns: new[] { "region", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_data_key_county_purpose",
                table: "data_key",
                columns: new[] { "county", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_disability_batch_id",
                table: "disability",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_disability_child_id_from",
                table: "disability",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_hit_first_child_id_second_child_id",
                table: "duplicate_hit",
                columns: new[] { "first_child_id", "second_child_id" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_hit_region_state",
                table: "duplicate_hit",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_event_child_id_at",
                table: "event",
                columns: new[] { "child_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_event_seal_no",
                table: "event",
                column: "seal_no");

            migrationBuilder.CreateIndex(
                name: "ix_event_unsealed",
                table: "event",
                column: "id",
                filter: "seal_no IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_event_seal_prev_mac",
                table: "event_seal",
                column: "prev_mac",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_grant_child_id",
                table: "grant",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "ix_grant_user_id_valid_to",
                table: "grant",
                columns: new[] { "user_id", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_health_batch_id",
                table: "health",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_health_child_id_from",
                table: "health",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_index_child_id",
                table: "identity_index",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_batch_file_hash",
                table: "import_batch",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "ix_import_batch_region_state",
                table: "import_batch",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_batch_id_outcome_no",
                table: "import_row",
                columns: new[] { "batch_id", "outcome", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_deciding_region_state",
                table: "import_row",
                columns: new[] { "deciding_region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_region_state",
                table: "import_row",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_job_state_run_at",
                table: "job",
                columns: new[] { "state", "run_at" });

            migrationBuilder.CreateIndex(
                name: "ix_jurisdiction_one_responsible",
                table: "jurisdiction",
                column: "prefix",
                unique: true,
                filter: "is_responsible AND valid_to IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_jurisdiction_post_id_valid_to",
                table: "jurisdiction",
                columns: new[] { "post_id", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_jurisdiction_prefix_valid_to",
                table: "jurisdiction",
                columns: new[] { "prefix", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_fact_batch_id",
                table: "ledger_fact",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_fact_child_id",
                table: "ledger_fact",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "ix_move_proposal_child_id_state",
                table: "move_proposal",
                columns: new[] { "child_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_move_proposal_region_state",
                table: "move_proposal",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_not_same_first_child_id_second_child_id",
                table: "not_same",
                columns: new[] { "first_child_id", "second_child_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parent_circumstance_batch_id",
                table: "parent_circumstance",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_parent_circumstance_child_id_from",
                table: "parent_circumstance",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_payee_account_batch_id",
                table: "payee_account",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payee_account_blind",
                table: "payee_account",
                column: "blind");

            migrationBuilder.CreateIndex(
                name: "ix_payee_account_child_id_from",
                table: "payee_account",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_phone_batch_id",
                table: "phone",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_phone_blind",
                table: "phone",
                column: "blind");

            migrationBuilder.CreateIndex(
                name: "ix_phone_child_id_from",
                table: "phone",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_post_region_role",
                table: "post",
                columns: new[] { "region", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_post_user_id_valid_to",
                table: "post",
                columns: new[] { "user_id", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_region_parent_code",
                table: "region",
                column: "parent_code");

            migrationBuilder.CreateIndex(
                name: "ix_region_succession_old_code",
                table: "region_succession",
                column: "old_code");

            migrationBuilder.CreateIndex(
                name: "ix_register_line_guardian_name_region",
                table: "register_line",
                columns: new[] { "guardian_name", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_initials_region",
                table: "register_line",
                columns: new[] { "initials", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_name_key_region",
                table: "register_line",
                columns: new[] { "name_key", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_next_due_child_id",
                table: "register_line",
                columns: new[] { "next_due", "child_id" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_pinyin_region",
                table: "register_line",
                columns: new[] { "pinyin", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_region_child_id",
                table: "register_line",
                columns: new[] { "region", "child_id" });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_region_next_due_child_id",
                table: "register_line",
                columns: new[] { "region", "next_due", "child_id" });

            migrationBuilder.CreateIndex(
                name: "ix_related_person_batch_id",
                table: "related_person",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_related_person_child_id_from",
                table: "related_person",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_related_person_id_blind",
                table: "related_person",
                column: "id_blind");

            migrationBuilder.CreateIndex(
                name: "ix_remembered_map_layout_key_region",
                table: "remembered_map",
                columns: new[] { "layout_key", "region" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residence_term_batch_id",
                table: "residence_term",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_residence_term_child_id_from",
                table: "residence_term",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_level_batch_id",
                table: "risk_level",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_risk_level_child_id_from",
                table: "risk_level",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_schooling_batch_id",
                table: "schooling",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_schooling_child_id_from",
                table: "schooling",
                columns: new[] { "child_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_session_user_id_revoked_at",
                table: "session",
                columns: new[] { "user_id", "revoked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_setting_key_region_valid_from",
                table: "setting",
                columns: new[] { "key", "region", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_worker_name",
                table: "worker",
                column: "name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_entry");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "attachment");

            migrationBuilder.DropTable(
                name: "calendar_day");

            migrationBuilder.DropTable(
                name: "category_term");

            migrationBuilder.DropTable(
                name: "change_proposal");

            migrationBuilder.DropTable(
                name: "checkpoint");

            migrationBuilder.DropTable(
                name: "child");

            migrationBuilder.DropTable(
                name: "data_key");

            migrationBuilder.DropTable(
                name: "data_protection_key");

            migrationBuilder.DropTable(
                name: "disability");

            migrationBuilder.DropTable(
                name: "duplicate_hit");

            migrationBuilder.DropTable(
                name: "event");

            migrationBuilder.DropTable(
                name: "event_seal");

            migrationBuilder.DropTable(
                name: "file_number_block");

            migrationBuilder.DropTable(
                name: "grant");

            migrationBuilder.DropTable(
                name: "health");

            migrationBuilder.DropTable(
                name: "identity_index");

            migrationBuilder.DropTable(
                name: "import_batch");

            migrationBuilder.DropTable(
                name: "import_row");

            migrationBuilder.DropTable(
                name: "job");

            migrationBuilder.DropTable(
                name: "jurisdiction");

            migrationBuilder.DropTable(
                name: "ledger_fact");

            migrationBuilder.DropTable(
                name: "move_proposal");

            migrationBuilder.DropTable(
                name: "not_same");

            migrationBuilder.DropTable(
                name: "parent_circumstance");

            migrationBuilder.DropTable(
                name: "payee_account");

            migrationBuilder.DropTable(
                name: "phone");

            migrationBuilder.DropTable(
                name: "post");

            migrationBuilder.DropTable(
                name: "region");

            migrationBuilder.DropTable(
                name: "region_succession");

            migrationBuilder.DropTable(
                name: "register_line");

            migrationBuilder.DropTable(
                name: "related_person");

            migrationBuilder.DropTable(
                name: "remembered_map");

            migrationBuilder.DropTable(
                name: "residence_term");

            migrationBuilder.DropTable(
                name: "risk_level");

            migrationBuilder.DropTable(
                name: "schooling");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "worker");
        }
    }
}
