using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HuTong.Migrations.Postgres.Sealed
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "sealed");

            migrationBuilder.CreateTable(
                name: "sealed_access",
                schema: "sealed",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_access", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sealed_fact",
                schema: "sealed",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    kind_tag = table.Column<byte[]>(type: "bytea", nullable: false),
                    ciphertext = table.Column<byte[]>(type: "bytea", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sealed_viewer",
                schema: "sealed",
                columns: table => new
                {
                    fact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    named_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_viewer", x => new { x.fact_id, x.user_id, x.from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_sealed_access_fact_id",
                schema: "sealed",
                table: "sealed_access",
                column: "fact_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_fact_batch_id",
                schema: "sealed",
                table: "sealed_fact",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_fact_child_id_kind_tag",
                schema: "sealed",
                table: "sealed_fact",
                columns: new[] { "child_id", "kind_tag" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sealed_access",
                schema: "sealed");

            migrationBuilder.DropTable(
                name: "sealed_fact",
                schema: "sealed");

            migrationBuilder.DropTable(
                name: "sealed_viewer",
                schema: "sealed");
        }
    }
}
