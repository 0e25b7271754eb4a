using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HuTong.Migrations.Postgres.Main
{
    /// <inheritdoc />
    public partial class AddVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "born_on",
                table: "worker",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "employment",
                table: "worker",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "schooling",
                table: "worker",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sex",
                table: "worker",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "registered_on",
                table: "register_line",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "unseen_since",
                table: "register_line",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_lead",
                table: "post",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "coverage_check",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    differences = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coverage_check", x => new { x.day, x.month });
                });

            migrationBuilder.CreateTable(
                name: "coverage_month",
                columns: table => new
                {
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false),
                    level = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    due = table.Column<int>(type: "integer", nullable: false),
                    excused = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    not_seen90 = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coverage_month", x => new { x.month, x.region, x.@class, x.level });
                });

            migrationBuilder.CreateTable(
                name: "follow_up",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    finding = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    owner_role = table.Column<string>(type: "text", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_by_name = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    words_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    result_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by_name = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_up", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "urging",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    children = table.Column<int>(type: "integer", nullable: false),
                    note_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    read_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_urging", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false),
                    is_face_to_face = table.Column<bool>(type: "boolean", nullable: false),
                    is_child_seen = table.Column<bool>(type: "boolean", nullable: false),
                    is_guardian_seen = table.Column<bool>(type: "boolean", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    accept_by = table.Column<DateOnly>(type: "date", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    by_role = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    notes_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    decision_enc = table.Column<byte[]>(type: "bytea", nullable: true),
                    proposes_key_child = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "visit_duty",
                columns: table => new
                {
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    counts_at = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    closed_as = table.Column<string>(type: "text", nullable: true),
                    rhythm = table.Column<string>(type: "text", nullable: false),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    excused_for = table.Column<string>(type: "text", nullable: true),
                    excused_until = table.Column<DateOnly>(type: "date", nullable: true),
                    excuse_asked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    excuse_asked_by_name = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_duty", x => new { x.child_id, x.period, x.ordinal });
                });

            migrationBuilder.CreateIndex(
                name: "ix_register_line_unseen_since_region",
                table: "register_line",
                columns: new[] { "unseen_since", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_event_of_worker",
                table: "event",
                columns: new[] { "subject_id", "at" },
                filter: "subject_kind IN ('worker', 'post', 'account')");

            migrationBuilder.CreateIndex(
                name: "ix_coverage_month_month_level_region",
                table: "coverage_month",
                columns: new[] { "month", "level", "region" });

            migrationBuilder.CreateIndex(
                name: "ix_follow_up_child_id_opened_on",
                table: "follow_up",
                columns: new[] { "child_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_follow_up_open",
                table: "follow_up",
                columns: new[] { "region", "due" },
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_urging_region_at",
                table: "urging",
                columns: new[] { "region", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_child_id_on",
                table: "visit",
                columns: new[] { "child_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_waiting",
                table: "visit",
                columns: new[] { "region", "accept_by" },
                filter: "state = 'submitted'");

            migrationBuilder.CreateIndex(
                name: "ix_visit_duty_month_counts_at",
                table: "visit_duty",
                columns: new[] { "month", "counts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_duty_open",
                table: "visit_duty",
                columns: new[] { "region", "due" },
                filter: "state = 'due'");

            // Lines of before know neither: they follow from the file.
            migrationBuilder.Sql("UPDATE register_line SET registered_on = (SELECT registered_on FROM child WHERE child.id = register_line.child_id), unseen_since = (SELECT registered_on FROM child WHERE child.id = register_line.child_id)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "coverage_check");

            migrationBuilder.DropTable(
                name: "coverage_month");

            migrationBuilder.DropTable(
                name: "follow_up");

            migrationBuilder.DropTable(
                name: "urging");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "visit_duty");

            migrationBuilder.DropIndex(
                name: "ix_register_line_unseen_since_region",
                table: "register_line");

            migrationBuilder.DropIndex(
                name: "ix_event_of_worker",
                table: "event");

            migrationBuilder.DropColumn(
                name: "born_on",
                table: "worker");

            migrationBuilder.DropColumn(
                name: "employment",
                table: "worker");

            migrationBuilder.DropColumn(
                name: "schooling",
                table: "worker");

            migrationBuilder.DropColumn(
                name: "sex",
                table: "worker");

            migrationBuilder.DropColumn(
                name: "registered_on",
                table: "register_line");

            migrationBuilder.DropColumn(
                name: "unseen_since",
                table: "register_line");

            migrationBuilder.DropColumn(
                name: "is_lead",
                table: "post");
        }
    }
}
