using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HuTong.Migrations.Sqlite.Sealed
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sealed_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    fact_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_access", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sealed_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    kind_tag = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ciphertext = table.Column<byte[]>(type: "BLOB", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sealed_viewer",
                columns: table => new
                {
                    fact_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    named_by = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_viewer", x => new { x.fact_id, x.user_id, x.from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_sealed_access_fact_id",
                table: "sealed_access",
                column: "fact_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_fact_batch_id",
                table: "sealed_fact",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_fact_child_id_kind_tag",
                table: "sealed_fact",
                columns: new[] { "child_id", "kind_tag" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sealed_access");

            migrationBuilder.DropTable(
                name: "sealed_fact");

            migrationBuilder.DropTable(
                name: "sealed_viewer");
        }
    }
}
