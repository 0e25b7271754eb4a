using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HuTong.Migrations.Sqlite.Main
{
    /// <inheritdoc />
    public partial class PageIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_register_line_region_child_id",
                table: "register_line");

            migrationBuilder.DropIndex(
                name: "ix_import_row_region_state",
                table: "import_row");

            migrationBuilder.DropIndex(
                name: "ix_duplicate_hit_region_state",
                table: "duplicate_hit");

            migrationBuilder.CreateIndex(
                name: "ix_register_line_region_child_id_state",
                table: "register_line",
                columns: new[] { "region", "child_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_waiting",
                table: "import_row",
                columns: new[] { "region", "outcome", "deciding_region", "batch_id" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_hit_state_region",
                table: "duplicate_hit",
                columns: new[] { "state", "region" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_register_line_region_child_id_state",
                table: "register_line");

            migrationBuilder.DropIndex(
                name: "ix_import_row_waiting",
                table: "import_row");

            migrationBuilder.DropIndex(
                name: "ix_duplicate_hit_state_region",
                table: "duplicate_hit");

            migrationBuilder.CreateIndex(
                name: "ix_register_line_region_child_id",
                table: "register_line",
                columns: new[] { "region", "child_id" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_region_state",
                table: "import_row",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_hit_region_state",
                table: "duplicate_hit",
                columns: new[] { "region", "state" });
        }
    }
}
